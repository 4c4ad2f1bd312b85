import type { AnyProbe } from '../src/domain/probe.ts';
import { columnBlank } from './column-blank.ts';
import { columnNotUpdated } from './column-not-updated.ts';
import { columnsNotUpdated } from './columns-not-updated.ts';
import { dateForged } from './date-forged.ts';
import { domainNotGovernment } from './domain-not-government.ts';
import { homeNotUpdated } from './home-not-updated.ts';
import { httpsInvalid } from './https-invalid.ts';
import { identityIncomplete } from './identity-incomplete.ts';
import { interactionPoor } from './interaction-poor.ts';
import { ipv6Unsupported } from './ipv6-unsupported.ts';
import { linkBroken } from './link-broken.ts';
import { metaTagsIncomplete } from './meta-tags-incomplete.ts';
import { searchNotWorking } from './search-not-working.ts';
import { siteUnreachable } from './site-unreachable.ts';
import { systemOffDomain } from './system-off-domain.ts';

/** Every site probe, in the order results are shown: vetoes first. */
export const SITE_PROBES: readonly AnyProbe[] = [
  siteUnreachable,
  homeNotUpdated,
  columnsNotUpdated,
  interactionPoor,
  columnNotUpdated,
  columnBlank,
  domainNotGovernment,
  systemOffDomain,
  identityIncomplete,
  metaTagsIncomplete,
  linkBroken,
  searchNotWorking,
  httpsInvalid,
  ipv6Unsupported,
  dateForged,
];
