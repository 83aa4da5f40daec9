import { mkdir, readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { runChild } from '../run/child.mjs';
import { binary, cache, root } from '../run/project.mjs';
import { checkByProgram } from './program.mjs';
import { failed, passed } from './results.mjs';

/** What the package must have ... */
const required = [
  'package.json',
  'package.nls.json',
  'README.md',
  'CHANGELOG.md',
  'LICENSE',
  'dist/ThirdPartyNotices.txt',
  'dist/extension.js',
  'dist/gzipWorker.js',
  'dist/checkWorker.js',
  'docs/rules.md',
  'media/icon.png',
];

/** ... and what it may have beside that. Anything else, such as the command line in dist-cli/, is there by mistake. */
const allowed = [
  /^package\.nls\.[a-z-]+\.json$/,
  /^l10n\/bundle\.l10n(\.[a-z-]+)?\.json$/,
  /^dist\/[\w-]+\.js$/,
  /^media\/[\w-]+\.(png|svg)$/,
  /^media\/schemas\/[\w.-]+\.json$/,
];

/** Where the package is put. */
export const vsix = join(cache, 'package', 'chartroom.vsix');

/** Packages the extension and checks what is inside. */
export async function packaging() {
  await mkdir(dirname(vsix), { recursive: true });
  return [
    await checkContent(),
    await checkByProgram('vsce package', 'npm', ['run', 'package', '--', '--out', vsix]),
  ];
}

async function checkContent() {
  const name = 'the package holds what belongs into it and nothing else';
  let listed = '';
  const { code, output } = await runChild(binary('vsce'), ['ls', '--no-dependencies'], {
    cwd: root,
    onStdout: (text) => {
      listed += text;
    },
  });
  if (code !== 0) return failed(name, output);
  const files = listed.split('\n').filter((line) => line !== '');
  const wanted = [...required, ...(await walkthroughMedia()), ...(await scaffold())];
  const missing = wanted.filter((file) => !files.includes(file));
  const surplus = files.filter(
    (file) => !wanted.includes(file) && !allowed.some((pattern) => pattern.test(file)),
  );
  if (missing.length + surplus.length === 0) return passed(name);
  return failed(name, `missing: ${missing.join(', ')}\nnot wanted: ${surplus.join(', ')}`);
}

/** What new charts are made of. */
async function scaffold() {
  const folder = join(root, 'media', 'scaffold');
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'));
}

/** What the steps of the walkthroughs show beside their words. */
async function walkthroughMedia() {
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const steps = manifest.contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);
  return steps.flatMap(({ media }) => Object.values(media));
}
