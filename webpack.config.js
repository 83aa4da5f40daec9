'use strict';

const { join } = require('node:path');
const { ThirdPartyNotices } = require('./scripts/build/thirdPartyNotices.cjs');

/**
 * The extension as VS Code loads it: one CommonJS file, plus a chunk for each `import()` that names
 * one with a webpackChunkName comment. Type errors are the business of `npm run compile`.
 *
 * @returns {import('webpack').Configuration}
 */
module.exports = (_environment, { mode }) => ({
  mode,
  target: 'node20',
  // All but the first are a thread's own file; they have to be called as in the source.
  entry: {
    extension: './src/extension.ts',
    gzipWorker: './src/chart/archive/gzipWorker.ts',
    checkWorker: './src/publishing/check/checkWorker.ts',
  },
  output: {
    path: join(__dirname, 'dist'),
    filename: '[name].js',
    chunkFilename: '[name].js',
    library: { type: 'commonjs2' },
    devtoolModuleFilenameTemplate: '../[resource-path]',
    clean: true,
  },
  // The folder of the bundle, where that thread is found.
  node: { __dirname: false },
  externals: { vscode: 'commonjs vscode' },
  // `import()` names files as Node would load them, with `.js`.
  resolve: { extensions: ['.ts', '.js'], extensionAlias: { '.js': ['.ts', '.js'] } },
  module: {
    rules: [
      {
        test: /\.ts$/,
        exclude: /node_modules/,
        loader: 'ts-loader',
        options: {
          transpileOnly: true,
          // ES modules, so that unused exports can be dropped; tsc alone emits CommonJS.
          compilerOptions: { module: 'es2022', moduleResolution: 'bundler' },
        },
      },
    ],
  },
  optimization: {
    moduleIds: 'deterministic',
    chunkIds: 'deterministic',
    splitChunks: {
      cacheGroups: {
        defaultVendors: { test: /node_modules/, name: 'libraries', chunks: 'async' },
        // What both work with; neither waits for the rest of the other.
        charts: {
          test: /[\\/]src[\\/]/,
          name: 'chartsAndEditor',
          chunks: ({ name }) => name === 'charts' || name === 'editor',
          minChunks: 2,
        },
        // Needed with a registry of Amazon only, so it stays out of what everybody loads.
        aws: {
          test: /node_modules[\\/](?:@aws|@aws-sdk|@smithy|bowser|tslib)[\\/]/,
          name: 'aws',
          chunks: 'async',
          priority: 1,
        },
      },
    },
  },
  plugins: [new ThirdPartyNotices()],
  // Maps are for our own stack traces; the packaged extension leaves them out.
  devtool: mode === 'production' ? 'hidden-source-map' : 'source-map',
  performance: { hints: false },
  stats: 'errors-warnings',
  // Says when a build begins, which the task of .vscode/tasks.json waits for.
  infrastructureLogging: { level: mode === 'production' ? 'info' : 'log' },
});
