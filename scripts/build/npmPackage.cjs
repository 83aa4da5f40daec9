'use strict';

const { readFileSync } = require('node:fs');
const { join } = require('node:path');

const name = 'NpmPackage';

/** Beside the bundle of the command line, what makes a package of it. */
class NpmPackage {
  apply(compiler) {
    compiler.hooks.thisCompilation.tap(name, (compilation) => {
      const { Compilation, sources } = compiler.webpack;
      const stage = Compilation.PROCESS_ASSETS_STAGE_ADDITIONS;
      const read = (...path) => {
        const file = join(compiler.context, ...path);
        compilation.fileDependencies.add(file);
        return readFileSync(file, 'utf8');
      };
      compilation.hooks.processAssets.tap({ name, stage }, () => {
        const files = {
          'package.json': manifest(JSON.parse(read('package.json'))),
          LICENSE: read('LICENSE'),
          'README.md': read('src', 'cli', 'npm', 'README.md'),
          'output.schema.json': read('src', 'cli', 'npm', 'output.schema.json'),
        };
        for (const [file, text] of Object.entries(files)) {
          compilation.emitAsset(file, new sources.RawSource(text));
        }
      });
    });
  }
}

/** Version, licence and what it runs on are the project's. */
function manifest({ version, license, engines, keywords }) {
  const content = {
    name: 'chartroom',
    version,
    description: 'Save, push, pull, check and copy Helm charts in OCI registries',
    keywords,
    license,
    bin: { chartroom: 'chartroom.js' },
    files: ['*.js', '*.json', 'ThirdPartyNotices.txt'],
    engines: { node: engines.node },
  };
  return `${JSON.stringify(content, undefined, 2)}\n`;
}

module.exports = { NpmPackage };
