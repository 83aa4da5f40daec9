'use strict';

const { join } = require('node:path');
const { BannerPlugin } = require('webpack');
const { NpmPackage } = require('./scripts/build/npmPackage.cjs');
const extension = require('./webpack.config.js');

/**
 * `chartroom` on the command line: a package of its own in dist-cli/, bundled by the rules of the extension. It runs
 * with Node alone. The code of a command is loaded when it is called, that of a cloud or a proxy when it is needed.
 *
 * @returns {import('webpack').Configuration}
 */
module.exports = (environment, options) => {
  const base = extension(environment, options);
  const cacheGroups = {
    // undici stays with the little code that needs it.
    defaultVendors: {
      test: /node_modules[\\/](?!undici[\\/])/,
      name: 'libraries',
      chunks: 'async',
    },
    aws: base.optimization.splitChunks.cacheGroups.aws,
  };
  return {
    ...base,
    name: 'cli',
    entry: {
      chartroom: './src/cli/main.ts',
      gzipWorker: './src/chart/archive/gzipWorker.ts',
    },
    output: { ...base.output, path: join(__dirname, 'dist-cli') },
    externals: {},
    optimization: { ...base.optimization, splitChunks: { cacheGroups } },
    plugins: [
      ...base.plugins,
      new NpmPackage(),
      new BannerPlugin({ banner: '#!/usr/bin/env node', raw: true, include: /^chartroom\.js$/ }),
    ],
  };
};
