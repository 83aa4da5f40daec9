import type { RegistrySetting } from '../connections/registrySetting';
import { acrWizard } from './acr/wizard';
import { ecrPublicWizard, ecrWizard } from './ecr/wizard';
import { genericWizard } from './generic/wizard';
import type { Wizard } from './wizard';

/** In the order they are offered and asked whether a registry is theirs; the last one takes any. */
export const wizards: readonly Wizard[] = [ecrWizard, ecrPublicWizard, acrWizard, genericWizard];

export function wizardOf(setting: RegistrySetting): Wizard {
  return wizards.find((wizard) => wizard.owns(setting)) ?? genericWizard;
}
