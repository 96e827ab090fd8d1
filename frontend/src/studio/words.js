// The designer's words: Vietnamese for what bpmn.io says, names for what the house calls by a key.

export const EDITOR = {
  'Activate hand tool': 'Kéo bản vẽ', 'Activate lasso tool': 'Chọn nhiều hình', 'Activate create/remove space tool': 'Giãn, thu khoảng trống',
  'Activate global connect tool': 'Nối hai hình', 'Create start event': 'Bắt đầu', 'Create end event': 'Kết thúc', 'Create gateway': 'Câu hỏi rẽ nhánh',
  'Create task': 'Bước', 'Create intermediate/boundary event': 'Sự kiện giữa chừng', 'Create expanded sub-process': 'Quy trình con', 'Create pool/participant': 'Bể quy trình',
  'Create group': 'Nhóm', 'Create data object reference': 'Dữ liệu', 'Create data store reference': 'Kho dữ liệu', 'Create {type}': 'Tạo {type}', 'Append {type}': 'Thêm {type}',
  'Append end event': 'Thêm kết thúc', 'Append gateway': 'Thêm câu hỏi rẽ nhánh', 'Append task': 'Thêm bước', 'Append intermediate/boundary event': 'Thêm sự kiện',
  'Append receive task': 'Thêm bước chờ thông điệp', 'Append message intermediate catch event': 'Thêm chỗ chờ thông điệp', 'Append timer intermediate catch event': 'Thêm hẹn giờ',
  'Append conditional intermediate catch event': 'Thêm chỗ chờ điều kiện', 'Append signal intermediate catch event': 'Thêm chỗ chờ tín hiệu', 'Append compensation activity': 'Thêm việc bù trừ',
  'Add text annotation': 'Ghi chú trên bản vẽ', 'Change element': 'Đổi loại hình', 'Change type': 'Đổi loại hình', 'Connect to other element': 'Nối tới hình khác', 'Connect using association': 'Nối ghi chú', 'Connect using sequence/message flow or association': 'Nối tới hình khác',
  'Delete': 'Xóa', 'Remove': 'Xóa', 'Add lane above': 'Thêm làn phía trên', 'Add lane below': 'Thêm làn phía dưới', 'Divide into two lanes': 'Chia hai làn', 'Divide into three lanes': 'Chia ba làn',
  'Align elements': 'Xếp thẳng hàng', 'Distribute elements horizontally': 'Giãn đều theo chiều ngang', 'Distribute elements vertically': 'Giãn đều theo chiều dọc', 'Align elements ': 'Xếp thẳng hàng ',
  'Loop': 'Lặp lại', 'Parallel multi-instance': 'Mỗi dòng một việc, song song', 'Sequential multi-instance': 'Mỗi dòng một việc, lần lượt', 'Search in diagram': 'Tìm trên bản vẽ',
  'Task': 'Bước', 'User task': 'Bước của công chức', 'Service task': 'Việc của máy', 'Business rule task': 'Bảng quyết định', 'Script task': 'Phép tính', 'Send task': 'Bước gửi', 'Receive task': 'Chờ thông điệp', 'Manual task': 'Việc làm tay', 'Call activity': 'Phần dùng chung',
  'Sub-process': 'Quy trình con', 'Sub-process (collapsed)': 'Quy trình con (thu gọn)', 'Sub-process (expanded)': 'Quy trình con (mở)', 'Event sub-process': 'Quy trình con theo sự kiện', 'Transaction': 'Giao dịch', 'Ad-hoc sub-process': 'Quy trình con tùy ý', 'Ad-hoc sub-process (collapsed)': 'Quy trình con tùy ý (thu gọn)', 'Ad-hoc sub-process (expanded)': 'Quy trình con tùy ý (mở)',
  'Exclusive gateway': 'Câu hỏi: đi một đường', 'Parallel gateway': 'Song song: đi mọi đường', 'Inclusive gateway': 'Câu hỏi: đi nhiều đường', 'Event-based gateway': 'Chờ việc nào đến trước', 'Complex gateway': 'Cổng phức hợp',
  'Start event': 'Bắt đầu', 'End event': 'Kết thúc', 'Intermediate throw event': 'Mốc', 'Timer intermediate catch event': 'Hẹn giờ', 'Message intermediate catch event': 'Chờ thông điệp', 'Message start event': 'Bắt đầu khi có thông điệp', 'Timer start event': 'Bắt đầu theo giờ', 'Signal start event': 'Bắt đầu khi có tín hiệu',
  'Message end event': 'Kết thúc, gửi thông điệp', 'Error end event': 'Kết thúc vì lỗi', 'Terminate end event': 'Kết thúc tất cả', 'Signal end event': 'Kết thúc, phát tín hiệu', 'Escalation end event': 'Kết thúc, báo lên',
  'Timer boundary event': 'Hết giờ (ngắt bước)', 'Timer boundary event (non-interrupting)': 'Đến giờ (không ngắt)', 'Message boundary event': 'Có thông điệp (ngắt bước)', 'Error boundary event': 'Có lỗi (ngắt bước)',
  'Default flow': 'Nhánh còn lại', 'Conditional flow': 'Nhánh có điều kiện', 'Sequence flow': 'Đường đi', 'Pool': 'Bể quy trình', 'Expanded pool/participant': 'Bể quy trình', 'Empty pool/participant': 'Bể trống', 'Lane': 'Làn',
  'Create element': 'Tạo hình', 'Append element': 'Thêm hình', 'Tasks': 'Bước', 'Gateways': 'Câu hỏi', 'Events': 'Sự kiện', 'Participants': 'Bể', 'Toggle non-interrupting': 'Ngắt hay không ngắt', 'Open {element}': 'Mở {element}',
  // the panel
  'General': 'Chung', 'Name': 'Tên', 'ID': 'Mã', 'Documentation': 'Ghi chú', 'Element documentation': 'Ghi chú', 'Process documentation': 'Ghi chú của quy trình', 'Executable': 'Chạy được', 'Condition': 'Điều kiện', 'Condition expression': 'Biểu thức điều kiện', 'Form': 'Biểu mẫu', 'Assignment': 'Giao việc',
  'Assignee': 'Giao cho người', 'Candidate groups': 'Giao cho nhóm', 'Candidate users': 'Người có thể nhận', 'Due date': 'Hạn', 'Follow up date': 'Ngày nhắc', 'Priority': 'Mức ưu tiên', 'Task definition': 'Việc của máy', 'Type': 'Loại', 'Retries': 'Số lần thử lại', 'Job type': 'Loại việc', 'Inputs': 'Đưa vào', 'Outputs': 'Lấy ra', 'Input mapping': 'Đưa vào', 'Output mapping': 'Lấy ra',
  'Input mappings': 'Đưa vào', 'Output mappings': 'Lấy ra', 'Headers': 'Tham số', 'Extension properties': 'Thuộc tính khác', 'Multi-instance': 'Lặp theo danh sách', 'Input collection': 'Danh sách', 'Input element': 'Tên mỗi dòng', 'Output collection': 'Danh sách kết quả', 'Output element': 'Mỗi kết quả', 'Completion condition': 'Dừng khi',
  'Called element': 'Phần được gọi', 'Process ID': 'Mã quy trình', 'Process name': 'Tên quy trình', 'Process': 'Quy trình', 'Propagate all variables': 'Đưa mọi biến', 'Propagate all parent process variables': 'Đưa mọi biến vào', 'Propagate all child process variables': 'Lấy mọi biến ra', 'Called decision': 'Bảng quyết định', 'Decision ID': 'Mã bảng', 'Result variable': 'Kết quả vào biến', 'Script': 'Phép tính', 'FEEL expression': 'Biểu thức FEEL', 'Implementation': 'Cách làm',
  'Timer': 'Hẹn giờ', 'Value': 'Giá trị', 'Date': 'Vào ngày', 'Duration': 'Sau khoảng', 'Cycle': 'Lặp theo chu kỳ', 'Message': 'Thông điệp', 'Signal': 'Tín hiệu', 'Error': 'Lỗi', 'Escalation': 'Báo lên', 'Global message reference': 'Thông điệp', 'Global signal reference': 'Tín hiệu', 'Global error reference': 'Lỗi', 'Subscription correlation key': 'Khóa nhận', 'Create new ...': 'Tạo mới …', '<none>': '(không)', 'Code': 'Mã', 'Variable name': 'Tên biến', 'Variable assignment value': 'Giá trị', 'Local variable name': 'Tên trong bước', 'Process variable name': 'Tên biến quy trình', 'Key': 'Khóa', 'Version tag': 'Nhãn phiên bản', 'Version': 'Phiên bản', 'Link': 'Liên kết', 'Binding': 'Chọn phiên bản', 'latest': 'mới nhất', 'deployment': 'cùng bộ tệp', 'version tag': 'theo nhãn', 'Form ID': 'Mã biểu mẫu', 'Camunda Form (linked)': 'Biểu mẫu trong bộ tệp', 'Custom form key': 'Khóa riêng',
  'Participant ID': 'Mã bể', 'Participant name': 'Tên bể', 'Interrupting': 'Ngắt bước', 'Toggle section': 'Mở, gập', 'Toggle list item': 'Mở, gập', 'Create new list item': 'Thêm dòng', 'Delete item': 'Xóa dòng', 'Create': 'Thêm', 'List contains {numOfItems} items': '{numOfItems} dòng', 'List contains 1 item': '1 dòng', 'Section contains data': 'Có nội dung', 'Section contains an error': 'Có lỗi', 'Section contains edits': 'Đã sửa', 'Open pop-up editor': 'Mở cửa sổ lớn', 'Click to remove FEEL expression': 'Bấm để bỏ FEEL', 'Click to set FEEL expression': 'Bấm để viết FEEL', 'Opened in editor': 'Đang mở trong cửa sổ', 'No properties': 'Không có gì để sửa', 'Select an element to edit its properties.': 'Chọn một hình trên bản vẽ.', 'Multiple elements selected. Select a single element to edit its properties.': 'Đang chọn nhiều hình. Chọn một hình để sửa.', 'ID must be unique.': 'Mã đã có.', 'ID must not be empty.': 'Phải có mã.', 'ID must not contain spaces.': 'Mã không có dấu cách.', 'Specify more than one item.': '', 'Execution listeners': '', 'Start': 'Bắt đầu',
  // token simulation
   'Reset Simulation': 'Làm lại từ đầu', 'Reset': 'Làm lại', 'Pause Simulation': 'Tạm dừng', 'Play Simulation': 'Chạy tiếp', 'Play/Pause Simulation': 'Chạy, dừng', 'Show Simulation Log': 'Nhật ký chạy thử', 'Toggle Simulation Log': 'Nhật ký chạy thử', 'Simulation Log': 'Nhật ký', 'Set Animation Speed': 'Tốc độ', 'Found {0} errors': '', 'Finished': 'Xong', 'Trigger Event': 'Cho xảy ra', 'Set Sequence Flow': 'Chọn đường', 'Toggle pause point': 'Dừng ở đây', 'Add pause point': 'Dừng ở đây', 'Remove pause point': 'Không dừng ở đây', 'Continue Simulation': 'Đi tiếp', 'Restart Simulation': 'Làm lại', 'No Entries': 'Chưa có gì', 'Pause': 'Dừng',
  'Open minimap': 'Xem toàn cảnh', 'Close minimap': 'Đóng toàn cảnh', 'Toggle minimap': 'Toàn cảnh',
};

/** What a lane's key is called. */
export const ROLES = { bo_phan_mot_cua: 'Bộ phận Một cửa', chuyen_vien: 'Chuyên viên', lanh_dao_phong: 'Lãnh đạo phòng', lanh_dao_don_vi: 'Lãnh đạo đơn vị', van_thu: 'Văn thư', giam_sat: 'Người giám sát', lanh_dao_bo: 'Lãnh đạo Bộ', van_phong_ubnd: 'Văn phòng UBND', chu_tich_ubnd: 'Chủ tịch UBND', lanh_dao_van_phong: 'Lãnh đạo Văn phòng UBND', can_bo_xa: 'Công chức cấp xã', lanh_dao_xa: 'Lãnh đạo xã', chuyen_vien_ho_so: 'Người lưu giữ hồ sơ', lanh_dao_ho_so: 'Lãnh đạo nơi lưu giữ hồ sơ', van_thu_ho_so: 'Văn thư nơi lưu giữ hồ sơ' };
export const OPERATIONS = {
  draft_result: 'Dự thảo kết quả', sign_result: 'Ký số kết quả', number_result: 'Cấp số kết quả', issue_result: 'Phát hành kết quả', print_receipt: 'In giấy tiếp nhận và hẹn trả', print_supplement: 'In phiếu yêu cầu bổ sung', print_refusal: 'In phiếu từ chối tiếp nhận', print_stop: 'In thông báo dừng giải quyết', print_apology: 'In thư xin lỗi', print_slip: 'In một mẫu phiếu', send_notice: 'Gửi thông báo', fix_due_date: 'Ấn định ngày hẹn trả', pause_term: 'Tạm dừng thời hạn', resume_term: 'Tính tiếp thời hạn', count_term: 'Tính một thời hạn khác',
};
export const HEADERS = {
  draft_result: [['result', 'Kết quả', 'result']], send_notice: [['notice', 'Mẫu thông báo', 'notice'], ['to', 'Gửi cho', 'role'], ['about', 'Nội dung', 'text']], print_slip: [['slip', 'Mẫu phiếu', 'text']], pause_term: [['ground', 'Lý do tạm dừng', 'text']], resume_term: [['term', 'Thời hạn giai đoạn mới', 'term']], count_term: [['term', 'Thời hạn', 'term'], ['target', 'Ghi vào biến', 'text']],
};
export const STATES = { submitted: 'Mới nộp', accepted: 'Đã tiếp nhận', handling: 'Đang giải quyết', supplement: 'Chờ bổ sung', financial: 'Chờ nghĩa vụ tài chính', finished: 'Có kết quả', returned: 'Đã trả kết quả', refused: 'Từ chối', stopped: 'Dừng giải quyết', withdrawn: 'Rút hồ sơ' };
export const OUTCOMES = { granted: 'Đủ điều kiện', denied: 'Không đủ điều kiện', supplement: 'Cần bổ sung', accepted: 'Tiếp nhận', refused: 'Từ chối', approved: 'Đồng ý, đã ký', returned: 'Trả lại', stopped: 'Dừng giải quyết', da_bo_sung: 'Đã bổ sung', het_han: 'Hết hạn bổ sung' };
/** What a shared part gives back, for conditions behind it. */
export const GIVEN_BACK = {
  sub_tiep_nhan: { tiep_nhan: ['accepted', 'refused', 'stopped'] }, sub_bo_sung: { bo_sung: ['da_bo_sung', 'het_han'] },
  sub_thu_ly: { outcome: ['granted', 'denied'], bo_sung: ['da_bo_sung', 'het_han'] }, sub_ky_phat_hanh: { outcome: ['approved', 'returned'] }, sub_ky_cap_bo: { outcome: ['approved', 'returned'] }, sub_ubnd_quyet_dinh: { outcome: ['approved', 'returned'] },
};

export function translate(text, replacements = {}) {
  const words = EDITOR[text] || text;
  return words.replace(/{([^}]+)}/g, (_, key) => (key in replacements ? EDITOR[replacements[key]] || replacements[key] : `{${key}}`));
}

const UNITS = { wd: 'ngày làm việc', wh: 'giờ làm việc', cd: 'ngày', mo: 'tháng' };
export const TERM = /^(\d{1,4})(wd|wh|cd|mo)$/;

export function termWords(term) {
  if (!term) return '';
  if (term === 'sameday') return 'trong ngày';
  if (term === 'open') return 'không ấn định';
  const parts = term.split('+').map((part) => TERM.exec(part.trim()));
  return parts.every(Boolean) ? parts.map(([, amount, unit]) => `${amount} ${UNITS[unit]}`).join(' và ') : term;
}

/** What somebody types as a term: "2 ngày", "4 giờ", "4wh", "1,5 ngày" → 10wd, 4wh, 12wh. */
export function termFrom(text) {
  const plain = text.trim().toLowerCase().replace(/\s+/g, ' ');
  if (!plain || TERM.test(plain) || plain === 'sameday' || plain.includes('+')) return plain;
  if (/^trong ngày$/.test(plain)) return 'sameday';
  const typed = /^(\d+(?:[.,]\d+)?) ?(ngày làm việc|ngày lv|ngày|giờ làm việc|giờ|g|h|ngày lịch|tháng|d)?$/.exec(plain);
  if (!typed) return text.trim();
  const amount = Number(typed[1].replace(',', '.'));
  const unit = typed[2] ?? 'giờ';
  if (unit === 'tháng') return `${Math.round(amount)}mo`;
  if (unit === 'ngày lịch') return `${Math.round(amount)}cd`;
  if (unit.startsWith('ngày') || unit === 'd') return Number.isInteger(amount) ? `${amount}wd` : `${Math.round(amount * 8)}wh`;
  return `${Math.round(amount)}wh`;
}

export function hoursOf(term) {
  const part = TERM.exec(term);
  if (term === 'sameday') return 8;
  return part ? Number(part[1]) * { wd: 8, wh: 1, cd: 8 * 5 / 7, mo: 30 * 8 * 5 / 7 }[part[2]] : 0;
}

export const hours = (amount) => {
  const days = Math.floor(Math.abs(amount) / 8);
  const rest = Math.round((Math.abs(amount) % 8) * 10) / 10;
  return [days && `${days} ngày`, (rest || !days) && `${rest} giờ`].filter(Boolean).join(' ');
};

/** `25/08/2026 09:30` as an instant in Vietnam; empty when the text names none. */
export function instantFrom(text) {
  const told = text.trim().match(/^(\d{1,2})\/(\d{1,2})\/(\d{4})\s+(\d{1,2})[:h](\d{2})$/);
  if (!told) return '';
  const [day, month, year, hour, minute] = told.slice(1).map(Number);
  const at = new Date(Date.UTC(year, month - 1, day, hour, minute));
  const is = at.getUTCFullYear() === year && at.getUTCDate() === day && at.getUTCMonth() === month - 1 && at.getUTCHours() === hour && minute < 60;
  return is ? `${at.toISOString().slice(0, 16)}:00+07:00` : '';
}
