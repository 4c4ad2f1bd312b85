import { at } from '../../test/letters/helpers/open-campaign.ts';
import { startLetters } from '../../test/province/letters/start-letters.ts';
import { kindOf, sitesFor } from './sites.ts';

/** The letter systems in a process of their own, so that nothing of them is measured: COUNT sites; sends its port. */
const sites = sitesFor(Number(process.argv[2])).map(({ host, name }, i) => ({
  ...{ host, siteName: name, replies: 'never' as const },
  kind: kindOf(i),
}));
const { port } = await startLetters(sites, at('06-07T10:00'));
process.once('disconnect', () => process.exit(0));
process.send?.(port);
