/**
 * The names that package.json and the code share. `test/unit/ui/contributions.test.ts` holds the
 * two together: an id that only one side knows fails there.
 */
export const commandIds = [
  'chartroom.chart.new',
  'chartroom.chart.save',
  'chartroom.chart.saveAs',
  'chartroom.chart.push',
  'chartroom.chart.pushTo',
  'chartroom.chart.choosePublishTarget',
  'chartroom.chart.pull',
  'chartroom.chart.bumpVersion',
  'chartroom.charts.refresh',
  'chartroom.dependencies.update',
  'chartroom.dependencies.build',
  'chartroom.dependencies.signIn',
  'chartroom.saved.push',
  'chartroom.saved.export',
  'chartroom.saved.exportArchive',
  'chartroom.saved.remove',
  'chartroom.saved.tag',
  'chartroom.saved.refresh',
  'chartroom.registry.connect',
  'chartroom.registry.disconnect',
  'chartroom.registry.signIn',
  'chartroom.registry.signOut',
  'chartroom.registry.pinRepository',
  'chartroom.registry.unpinRepository',
  'chartroom.registries.refresh',
  'chartroom.registries.loadMore',
  'chartroom.registries.stop',
  'chartroom.registries.explain',
  'chartroom.registries.showChartsOnly',
  'chartroom.registries.showAll',
  'chartroom.registries.showAsFolders',
  'chartroom.registries.showAsList',
  'chartroom.repository.create',
  'chartroom.repository.reveal',
  'chartroom.repository.delete',
  'chartroom.charts.mirror',
  'chartroom.version.promote',
  'chartroom.version.tag',
  'chartroom.version.describe',
  'chartroom.version.lock',
  'chartroom.version.unlock',
  'chartroom.version.untag',
  'chartroom.version.delete',
  'chartroom.version.copyInstall',
  'chartroom.contents.browse',
  'chartroom.contents.search',
  'chartroom.contents.addToWorkspace',
  'chartroom.item.copyReference',
  'chartroom.item.copyDigest',
  'chartroom.item.openPortal',
  'chartroom.rules.open',
  'chartroom.rules.setLevel',
  'chartroom.rules.turnOff',
  'chartroom.findings.applyFix',
  'chartroom.log.show',
] as const;

export type CommandId = (typeof commandIds)[number];

export const viewIds = {
  charts: 'chartroom.charts',
  saved: 'chartroom.saved',
  registries: 'chartroom.registries',
} as const;

/** Keys of when-clauses in package.json. */
export const contextKeys = {
  hasRegistries: 'chartroom.hasRegistries',
  chartsOnly: 'chartroom.chartsOnly',
  listing: 'chartroom.listing',
  asFolders: 'chartroom.asFolders',
} as const;

export const settingNames = {
  registries: 'chartroom.registries',
  savedPath: 'chartroom.saved.path',
  publishRepository: 'chartroom.publish.repository',
  diagnosticsEnabled: 'chartroom.diagnostics.enabled',
  diagnosticsRules: 'chartroom.diagnostics.rules',
  helmPath: 'chartroom.helm.path',
  helmLintOnSave: 'chartroom.helm.lintOnSave',
  useExistingLogins: 'chartroom.credentials.useExistingLogins',
  showOtherArtifacts: 'chartroom.explorer.showOtherArtifacts',
  repositoriesAsFolders: 'chartroom.explorer.repositoriesAsFolders',
  codeLens: 'chartroom.editor.codeLens',
  resolvedVersions: 'chartroom.editor.resolvedVersions',
} as const;
