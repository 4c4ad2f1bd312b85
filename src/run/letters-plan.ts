import { randomUUID } from 'node:crypto';
import { loadWorkdays } from '../config/load-workdays.ts';
import { civilDateOf } from '../domain/civil-date.ts';
import { seeded } from '../domain/seeded.ts';
import type { Site } from '../domain/site.ts';
import type { CombinePolicy } from '../domain/site-letters.ts';
import { workdayAfter } from '../domain/workday-calendar.ts';
import { XunjianError } from '../errors.ts';
import { loadPersonas } from '../letters/load-personas.ts';
import { loadTemplates } from '../letters/load-templates.ts';
import { personaKey, personaVault } from '../letters/persona-vault.ts';
import { chooseSites, planLetters, type SiteChoice } from '../letters/plan-campaign.ts';
import type { Campaign, PlannedLetter } from '../store/letter-repository.ts';
import type { Workspace } from './workspace.ts';

export interface PlanRequest {
  campaign: string;
  sites: readonly Site[];
  choice: SiteChoice;
  perSite: number;
  /** Null draws one; it is kept with the campaign. */
  seed: string | null;
  deadlineWorkdays: number | null;
  deadlineSource: string | null;
  combine: CombinePolicy | null;
}

/**
 * Plans a campaign: which sites, which letters, what counts as in time. All of it is written at once and never changed.
 * Throws CAMPAIGN_EXISTS, USAGE when no site fits, CALENDAR_YEAR_UNKNOWN when its deadline could not be counted.
 */
export async function planCampaign(
  workspace: Workspace,
  request: PlanRequest,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<{ campaign: Campaign; letters: PlannedLetter[] }> {
  const { config, store, clock } = workspace;
  const { letters: settings, timezone: zone } = config;
  const at = clock.now();
  const seed = request.seed ?? randomUUID().slice(0, 8);
  const sites = chooseSites(request.sites, request.choice, seeded(`${request.campaign}/${seed}/sample`));
  if (sites.length === 0)
    throw new XunjianError(
      'USAGE',
      'no site of the registry fits',
      'widen --type, --level, --region or --site',
    );
  const campaign: Campaign = {
    id: request.campaign,
    plannedAt: at,
    seed,
    deadlineWorkdays: request.deadlineWorkdays ?? settings.deadlineWorkdays,
    deadlineSource: request.deadlineSource ?? settings.deadlineSource,
    closeAfterDays: settings.closeAfterDays,
    combine: request.combine ?? settings.combine,
    attempts: {
      attempts: settings.attempts,
      gapHours: settings.attemptGapHours,
      missingNeedsPerson: store.mode === 'real',
    },
  };
  // A letter whose last day nobody can count could not be judged; `letters send` asks again on its own day.
  workdayAfter(loadWorkdays(config.workdays), civilDateOf(at, zone), campaign.deadlineWorkdays);
  const letters = planLetters({
    ...{ campaign: campaign.id, seed, at, sites, perSite: request.perSite },
    templates: loadTemplates(settings.templates),
    personas: loadPersonas(settings.personas),
    vault: personaVault(personaKey(settings.keyFile, env)),
    used: await store.letters.usedWords(),
  });
  await store.letters.plan(campaign, letters);
  return { campaign, letters };
}
