// What has to be changed in others' code so that it keeps our pages' rules. Each change must still find its place, or
// the build stops.

import { readFileSync } from 'node:fs';

const CHANGES = [
  // The editor's styles become a sheet of the document instead of a <style>, which the pages' policy refuses.
  [/style-mod[\\/]src[\\/]style-mod\.js$/, '!root.head && root.adoptedStyleSheets', 'root.adoptedStyleSheets'],
];

export const patches = {
  name: 'patches',
  setup(builder) {
    for (const [file, before, after] of CHANGES) {
      builder.onLoad({ filter: file }, ({ path }) => {
        const text = readFileSync(path, 'utf8');
        if (!text.includes(before)) throw new Error(`${path} no longer has: ${before}`);
        return { contents: text.replaceAll(before, after), loader: 'js' };
      });
    }
  },
};
