'use strict';

const { readFileSync, readdirSync } = require('node:fs');
const { join } = require('node:path');

const name = 'ThirdPartyNotices';

/** Writes the licences of the packages that are in the bundle beside it; their terms ask for that. */
class ThirdPartyNotices {
  apply(compiler) {
    compiler.hooks.thisCompilation.tap(name, (compilation) => {
      const { Compilation, sources } = compiler.webpack;
      const stage = Compilation.PROCESS_ASSETS_STAGE_ADDITIONS;
      compilation.hooks.processAssets.tap({ name, stage }, () => {
        const packages = [...packagesOf(compilation)].sort().map(readPackage);
        const own = readFileSync(join(compiler.context, 'LICENSE'), 'utf8').trim();
        const notices = packages.map((bundled) => noticeOf(bundled, packages, own));
        const text = notices.join(`\n\n${'-'.repeat(80)}\n\n`);
        compilation.emitAsset(`${name}.txt`, new sources.RawSource(`${text}\n`));
      });
    });
  }
}

/** The folders of the packages that the modules of the bundle come from. */
function packagesOf(compilation) {
  const folders = new Set();
  // Modules that were joined into one are listed inside it.
  const modules = [...compilation.modules].flatMap((module) => module.modules ?? [module]);
  for (const { resource } of modules) {
    const [folder] =
      /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(resource ?? '') ?? [];
    if (folder !== undefined) folders.add(folder);
  }
  return folders;
}

function readPackage(folder) {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const licence = file === undefined ? undefined : readFileSync(join(folder, file), 'utf8').trim();
  return { manifest, licence };
}

/**
 * Some packages come without the file; then it is that of another one from the same repository, or what their manifest
 * says: the terms of MIT, with the author as who holds the rights.
 */
function noticeOf({ manifest, licence }, packages, own) {
  const sibling = packages.find(
    (other) =>
      other.licence !== undefined &&
      other.manifest.license === manifest.license &&
      manifest.repository?.url !== undefined &&
      other.manifest.repository?.url === manifest.repository.url,
  );
  const text = licence ?? sibling?.licence ?? mitOf(manifest, own);
  if (text === undefined) throw new Error(`${manifest.name} has no licence file to pass on`);
  return `${manifest.name} ${manifest.version} (${manifest.license})\n\n${text}`;
}

/** Ours is of these terms as well. */
function mitOf({ license, author }, own) {
  const holder = (author?.name ?? author)?.replace(/\s*[<(].*$/, '');
  if (license !== 'MIT' || !holder) return undefined;
  return own.replace(/^Copyright \(c\) .*$/m, `Copyright (c) ${holder}`);
}

module.exports = { ThirdPartyNotices };
