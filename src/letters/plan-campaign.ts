import { createHash } from 'node:crypto';
import type { EpochMs } from '../clock.ts';
import { type Seeded, seeded } from '../domain/seeded.ts';
import { type Site, type SiteLevel, type SiteType, siteKeyOf } from '../domain/site.ts';
import type { PlannedLetter } from '../store/letter-repository.ts';
import { composeLetter, type UsedWords } from './compose-letter.ts';
import type { Persona } from './letter-carrier.ts';
import type { LetterTemplates } from './load-templates.ts';
import type { PersonaVault } from './persona-vault.ts';

/** Which sites are tested. All conditions hold together; without any it is every site. */
export interface SiteChoice {
  types?: readonly SiteType[] | undefined;
  levels?: readonly SiteLevel[] | undefined;
  region?: string | undefined;
  siteCodes?: readonly string[] | undefined;
  /** So many drawn from those, fixed by the seed. */
  sample?: number | undefined;
}

export function chooseSites(sites: readonly Site[], choice: SiteChoice, draw: Seeded): Site[] {
  const { types, levels, region, siteCodes, sample } = choice;
  const fitting = sites.filter(
    ({ type, level, region: unit, siteCode }) =>
      (types === undefined || types.includes(type)) &&
      (levels === undefined || levels.includes(level)) &&
      (region === undefined || unit === region) &&
      (siteCodes === undefined || siteCodes.includes(siteCode)),
  );
  if (sample === undefined || sample >= fitting.length) return fitting;
  // Drawn from the codes in order, so that the registry's order does not change the sample; shown in its order.
  const byCode = [...fitting].sort((a, b) => (a.siteCode < b.siteCode ? -1 : 1));
  const drawn = new Set(draw.shuffled(byCode).slice(0, sample));
  return fitting.filter((site) => drawn.has(site));
}

export interface PlanParts {
  campaign: string;
  seed: string;
  at: EpochMs;
  sites: readonly Site[];
  perSite: number;
  templates: LetterTemplates;
  personas: readonly Persona[];
  vault: PersonaVault;
  used: Pick<UsedWords, 'nonces' | 'titles'>;
}

/** The letters of a campaign. The same seed over the same sites and templates writes the same letters. */
export function planLetters(parts: PlanParts): PlannedLetter[] {
  const used: UsedWords = { ...parts.used, bodies: new Set() };
  return parts.sites.flatMap((site) => {
    const siteKey = siteKeyOf(site);
    return Array.from({ length: parts.perSite }, (_, index): PlannedLetter => {
      const ordinal = index + 1;
      const draw = seeded(`${parts.campaign}/${parts.seed}/${siteKey}/${ordinal}`);
      const letterId = letterIdOf(parts.campaign, siteKey, ordinal);
      const { topicId, nonce, text } = composeLetter(parts.templates, site, draw, used);
      const persona = draw.pick(parts.personas);
      return {
        ...{ letterId, campaign: parts.campaign, siteKey, site, ordinal, templateId: topicId, nonce, text },
        host: new URL(site.homeUrl).hostname.toLowerCase(),
        sealedPersona: parts.vault.seal(persona, letterId),
        plannedAt: parts.at,
      };
    });
  });
}

/** Names the letter wherever people and programs speak of it; says nothing of it to the site. */
export function letterIdOf(campaign: string, siteKey: string, ordinal: number): string {
  const hash = createHash('sha256').update(`${campaign}\n${siteKey}\n${ordinal}`).digest('hex');
  return `l-${hash.slice(0, 12)}`;
}
