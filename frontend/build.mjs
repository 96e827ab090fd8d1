// Bundles every entry of src/ into one script and one style sheet: `node build.mjs [folder]`, by default web/static/dist.
// The same sources give the same bytes: no hashes in names (the pages put a digest of all files into the address).

import { build } from 'esbuild';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { patches } from './patches.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const target = resolve(process.argv[2] ?? join(here, '../web/static/dist'));
const ENTRIES = ['diagram', 'form', 'studio', 'formeditor', 'decision', 'rollout'];

const fonts = {
  name: 'icons from one font file each',
  setup(builder) {
    // Their style sheets name each font in five formats; every browser of today takes the smallest.
    builder.onLoad({ filter: /[\\/](bpmn|dmn)-font[\\/]css[\\/]\w+\.css$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      const source = /url\('([^']+\.woff2)[^']*'\)/.exec(text)[1];
      return { contents: text.replace(/src:[^;]*;/g, '').replace(/@font-face\s*{/, `@font-face { src: url('${source}') format('woff2');`), loader: 'css' };
    });
  },
};

rmSync(target, { recursive: true, force: true });
const made = await build({
  absWorkingDir: here,
  entryPoints: ENTRIES.filter((name) => existsSync(join(here, 'src', `${name}.js`))).map((name) => `src/${name}.js`),
  outdir: target,
  bundle: true,
  minify: true,
  charset: 'utf8',
  format: 'iife',
  target: ['es2022', 'chrome110', 'firefox115', 'safari16'],
  legalComments: 'none',
  define: { 'process.env.NODE_ENV': '"production"' },
  jsx: 'automatic',
  jsxImportSource: '@bpmn-io/properties-panel/preact',
  loader: { '.js': 'jsx', '.woff2': 'file', '.svg': 'text', '.bpmn': 'text' },
  assetNames: 'fonts/[name]',
  plugins: [fonts, patches],
  metafile: true,
  logLevel: 'warning',
});

writeFileSync(join(target, 'LICENSES.txt'), licences(Object.keys(made.metafile.inputs)));
for (const [file, { bytes }] of Object.entries(made.metafile.outputs)) {
  const packed = gzipSync(readFileSync(resolve(here, file))).length;
  console.log(`${relative(target, resolve(here, file)).padEnd(24)} ${kilo(bytes)} kB, ${kilo(packed)} kB packed`);
}

function kilo(bytes) {
  return String(Math.round(bytes / 1000)).padStart(5);
}

/** The licence of every package whose code was bundled, under its name and version. */
function licences(inputs) {
  const folders = new Set(inputs.map(folderOf).filter(Boolean));
  return [...folders].sort().map(licenceOf).join('\n' + '-'.repeat(79) + '\n\n');
}

function folderOf(input) {
  const parts = input.split(/[\\/]/);
  const at = parts.lastIndexOf('node_modules');
  if (at < 0) return '';
  const name = parts[at + 1].startsWith('@') ? 2 : 1;
  return parts.slice(0, at + 1 + name).join(sep);
}

function licenceOf(folder) {
  const about = JSON.parse(readFileSync(join(here, folder, 'package.json'), 'utf8'));
  const text = ['LICENSE', 'LICENSE.md', 'LICENSE.txt', 'license', 'LICENCE', 'License']
    .map((name) => join(here, folder, name)).filter((page) => existsSync(page))
    .map((page) => readFileSync(page, 'utf8').trim()).slice(0, 1);
  return `${about.name} ${about.version} (${about.license ?? 'see below'})\n\n${text.join('') || 'No text is shipped with it.'}\n`;
}
