import type * as vscode from 'vscode';
import type { CommandId } from '../contributions';
import type { CommandHandler } from '../window/command';
import { applyFixCommand } from './applyFix';
import {
  explainCommand,
  loadMoreCommand,
  refreshRegistriesCommand,
  repositoriesAsFoldersCommand,
  showOtherArtifactsCommand,
  stopListingCommand,
} from './browse';
import { bumpVersionCommand } from './bumpVersion';
import { addToWorkspaceCommand, browseFilesCommand, searchFilesCommand } from './chartFiles';
import { choosePublishTargetCommand } from './choosePublishTarget';
import { createRepositoryCommand } from './createRepository';
import { deleteRepositoryCommand } from './deleteRepository';
import { deleteVersionCommand } from './deleteVersion';
import { describeVersionCommand } from './describeVersion';
import { lockVersionCommand, unlockVersionCommand } from './lockVersion';
import { newChartCommand } from './newChart';
import { openPortalCommand } from './openPortal';
import { untagVersionCommand } from './untagVersion';
import { connectRegistryCommand } from './connectRegistry';
import { copyDigestCommand, copyInstallCommand, copyReferenceCommand } from './copy';
import { disconnectRegistryCommand } from './disconnectRegistry';
import { buildDependenciesCommand, updateDependenciesCommand } from './fillDependencies';
import { signInChartRepositoryCommand } from './signInChartRepository';
import { exportSavedArchiveCommand, exportSavedCommand } from './exportChart';
import type { Parts } from './parts';
import { pinRepositoryCommand, unpinRepositoryCommand } from './pinRepository';
import { pullChartCommand } from './pullChart';
import { pushChartCommand, pushSavedCommand } from './pushChart';
import { revealRepositoryCommand } from './revealRepository';
import { openRuleCommand, setRuleLevelCommand, turnOffRuleCommand } from './rules';
import { saveChartAsCommand, saveChartCommand } from './saveChart';
import { removeSavedCommand, tagSavedCommand } from './savedCharts';
import { signInCommand, signOutCommand } from './signIn';
import { tagVersionCommand } from './tagVersion';
import { mirrorChartsCommand } from '../mirror/mirrorCharts';
import { promoteCommand } from '../promote/promote';

/** The table of all commands. */
export function commandHandlers(
  parts: Parts,
  channel: vscode.LogOutputChannel,
): Record<CommandId, CommandHandler> {
  return {
    'chartroom.chart.new': newChartCommand(parts),
    'chartroom.chart.save': saveChartCommand(parts),
    'chartroom.chart.saveAs': saveChartAsCommand(parts),
    'chartroom.chart.push': pushChartCommand(parts, 'configured'),
    'chartroom.chart.pushTo': pushChartCommand(parts, 'ask'),
    'chartroom.chart.choosePublishTarget': choosePublishTargetCommand(parts),
    'chartroom.chart.pull': pullChartCommand(parts),
    'chartroom.chart.bumpVersion': bumpVersionCommand(),
    'chartroom.charts.refresh': act(() => {
      parts.chartsTree.refresh();
    }),
    'chartroom.dependencies.update': updateDependenciesCommand(parts),
    'chartroom.dependencies.build': buildDependenciesCommand(parts),
    'chartroom.dependencies.signIn': signInChartRepositoryCommand(parts),
    'chartroom.saved.push': pushSavedCommand(parts),
    'chartroom.saved.export': exportSavedCommand(parts),
    'chartroom.saved.exportArchive': exportSavedArchiveCommand(parts),
    'chartroom.saved.remove': removeSavedCommand(parts),
    'chartroom.saved.tag': tagSavedCommand(parts),
    'chartroom.saved.refresh': act(() => {
      parts.savedTree.refresh();
    }),
    'chartroom.registry.connect': connectRegistryCommand(parts),
    'chartroom.registry.disconnect': disconnectRegistryCommand(parts),
    'chartroom.registry.signIn': signInCommand(parts),
    'chartroom.registry.signOut': signOutCommand(parts),
    'chartroom.registry.pinRepository': pinRepositoryCommand(parts),
    'chartroom.registry.unpinRepository': unpinRepositoryCommand(parts),
    'chartroom.registries.refresh': refreshRegistriesCommand(parts),
    'chartroom.registries.loadMore': loadMoreCommand(parts),
    'chartroom.registries.stop': stopListingCommand(parts),
    'chartroom.registries.explain': explainCommand(),
    'chartroom.registries.showChartsOnly': showOtherArtifactsCommand(false),
    'chartroom.registries.showAll': showOtherArtifactsCommand(true),
    'chartroom.registries.showAsFolders': repositoriesAsFoldersCommand(true),
    'chartroom.registries.showAsList': repositoriesAsFoldersCommand(false),
    'chartroom.repository.create': createRepositoryCommand(parts),
    'chartroom.repository.reveal': revealRepositoryCommand(parts),
    'chartroom.repository.delete': deleteRepositoryCommand(parts),
    'chartroom.charts.mirror': mirrorChartsCommand(parts),
    'chartroom.version.promote': promoteCommand(parts),
    'chartroom.version.tag': tagVersionCommand(parts),
    'chartroom.version.describe': describeVersionCommand(parts),
    'chartroom.version.lock': lockVersionCommand(parts),
    'chartroom.version.unlock': unlockVersionCommand(parts),
    'chartroom.version.untag': untagVersionCommand(parts),
    'chartroom.version.delete': deleteVersionCommand(parts),
    'chartroom.version.copyInstall': copyInstallCommand(),
    'chartroom.contents.browse': browseFilesCommand(parts),
    'chartroom.contents.search': searchFilesCommand(parts),
    'chartroom.contents.addToWorkspace': addToWorkspaceCommand(parts),
    'chartroom.item.copyReference': copyReferenceCommand(),
    'chartroom.item.copyDigest': copyDigestCommand(),
    'chartroom.item.openPortal': openPortalCommand(),
    'chartroom.rules.open': openRuleCommand(),
    'chartroom.rules.setLevel': setRuleLevelCommand(),
    'chartroom.rules.turnOff': turnOffRuleCommand(),
    'chartroom.findings.applyFix': applyFixCommand(),
    'chartroom.log.show': act(() => {
      channel.show();
    }),
  };
}

function act(run: () => void): CommandHandler {
  return () => {
    run();
    return Promise.resolve();
  };
}
