// What has to be changed in others' code so that it keeps our pages' rules. Each change must still find its place, or
// the build stops.

import { readFileSync } from 'node:fs';
import { FORMS, translated } from './src/words.mjs';

const CHANGES = [
  // The editor's styles become a sheet of the document instead of a <style>, which the pages' policy refuses.
  [/style-mod[\\/]src[\\/]style-mod\.js$/, '!root.head && root.adoptedStyleSheets', 'root.adoptedStyleSheets'],
  // The token simulation has no translations of its own.
  [/token-simulation[\\/]lib[\\/]features[\\/]toggle-mode[\\/](modeler|viewer)[\\/]ToggleMode\.js$/, 'Token Simulation', 'Chạy thử trên hình'],
  [/token-simulation[\\/]lib[\\/]features[\\/]context-pads[\\/]handler[\\/](Exclusive|Inclusive)GatewayHandler\.js$/, 'Set Sequence Flow', 'Chọn đường đi'],
  [/token-simulation[\\/]lib[\\/]features[\\/]reset-simulation[\\/]ResetSimulation\.js$/, 'Reset Simulation', 'Làm lại từ đầu'],
  [/token-simulation[\\/]lib[\\/]features[\\/]log[\\/]Log\.js$/, 'No Entries', 'Chưa có gì', 'Toggle Simulation Log', 'Nhật ký chạy thử', 'Simulation Log', 'Nhật ký chạy thử', "'SubProcess'", "'Phần quy trình'", "'Process'", "'Quy trình'", '} started`', '} bắt đầu`', "'finished'", "'đã xong'", "'canceled'", "'bị hủy'",
    "'Service Task'", "'Việc của máy'", "'User Task'", "'Bước'", "'Call Activity'", "'Phần được gọi'", "'Script Task'", "'Phép tính'", "'Business Rule Task'", "'Bảng quyết định'", "'Exclusive Gateway'", "'Câu hỏi'", "'Parallel Gateway'", "'Làm cùng lúc'", "'Start Event'", "'Bắt đầu'", "'Intermediate Event'", "'Sự kiện'", "'Boundary Event'", "'Sự kiện ở bước'", "'End Event'", "'Kết thúc'"],
  [/token-simulation[\\/]lib[\\/]features[\\/]pause-simulation[\\/]PauseSimulation\.js$/, 'Play/Pause Simulation', 'Chạy, dừng'],
  [/token-simulation[\\/]lib[\\/]features[\\/]set-animation-speed[\\/]SetAnimationSpeed\.js$/, 'Set animation speed = ', 'Tốc độ: ', "'Slow'", "'chậm'", "'Normal'", "'vừa'", "'Fast'", "'nhanh'"],
  // The panel asks for translations only where its host passes them on.
  [/@bpmn-io[\\/]properties-panel[\\/]dist[\\/]index\.esm\.js$/, "translate('Toggle section')", "'Mở, gập'", "translate('Section contains edits')", "'Đã sửa'", "translate('Create new list item')", "'Thêm dòng'", "translate('Open pop-up editor')", "'Mở cửa sổ lớn'"],
];

// Errors of a form, said where it is filled in.
const SAID = [
  ["valueLabel || 'Select'", "valueLabel || 'Chọn'"], ["placeholder: 'Search'", "placeholder: 'Tìm'"], ["'No results'", "'Không có gì'"], ["'Add new'", "'Thêm dòng'"], ['"Previous page"', '"Trang trước"'], ['"Next page"', '"Trang sau"'],
  ["'Field is required.'", "'Ô này phải điền.'"], ['`Field must match pattern ', '`Ô này phải đúng mẫu '], ["'Value is not a number.'", "'Đây không phải là số.'"],
  ['`Field must have minimum value of ', '`Số nhỏ nhất là '], ['`Field must have maximum value of ', '`Số lớn nhất là '], ['`Field must have minimum length of ', '`Số ký tự ít nhất là '], ['`Field must have maximum length of ', '`Số ký tự nhiều nhất là '],
  ["'Field must be a valid email.'", "'Đây không phải là địa chỉ thư điện tử.'"], [/'Field must be a valid  international phone number[^']*'/g, "'Đây không phải là số điện thoại.'"],
];

export const patches = {
  name: 'patches',
  setup(builder) {
    builder.onLoad({ filter: /form-js-(viewer|editor)[\\/]dist[\\/]index\.es\.js$/ }, ({ path }) => {
      const text = SAID.reduce((code, [before, after]) => code.replaceAll(before, after), readFileSync(path, 'utf8'));
      return { contents: translated(text, FORMS), loader: 'js' };
    });
    for (const [file, ...pairs] of CHANGES) {
      builder.onLoad({ filter: file }, ({ path }) => {
        const text = readFileSync(path, 'utf8');
        const changed = pairs.reduce((code, before, at) => {
          if (at % 2) return code;
          if (!code.includes(before)) throw new Error(`${path} no longer has: ${before}`);
          return code.replaceAll(before, pairs[at + 1]);
        }, text);
        return { contents: changed, loader: 'js' };
      });
    }
  },
};
