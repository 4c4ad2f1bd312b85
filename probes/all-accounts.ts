import type { AnyAccountProbe } from '../src/domain/account-probe.ts';
import { accountDuplicate } from './account-duplicate.ts';
import { accountNoInteraction } from './account-no-interaction.ts';
import { accountNotUpdated } from './account-not-updated.ts';
import { accountUnavailable } from './account-unavailable.ts';
import { accountUnreported } from './account-unreported.ts';

/** Every account probe, in the order results are shown: vetoes first. */
export const ACCOUNT_PROBES: readonly AnyAccountProbe[] = [
  accountNotUpdated,
  accountNoInteraction,
  accountUnavailable,
  accountUnreported,
  accountDuplicate,
];
