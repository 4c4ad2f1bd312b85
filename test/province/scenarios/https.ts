import type { Effect } from '../model.ts';
import type { Scenario } from './scenario.ts';

/** A site reached by https: its address changes, its pages do not. */
function secured(
  id: string,
  kind: Extract<Effect, { is: 'certificate' }>['kind'] | null,
  what: string,
  more: readonly Effect[] = [],
): Scenario {
  return {
    id,
    what,
    indicators: ['https-invalid'],
    lay: (site) => ({
      effects: kind === null ? [...more] : [{ is: 'certificate', kind }, ...more],
      change: { homeUrl: site.homeUrl.replace('http:', 'https:') },
    }),
  };
}

/** Certificates and what pages load. */
export const HTTPS: readonly Scenario[] = [
  secured('https-good', null, 'HTTPS with a certificate of the local authority'),
  secured('https-expired', 'expired', 'a certificate that ran out'),
  secured('https-wrong-name', 'wrong-name', 'a certificate of another name'),
  secured('https-self-signed', 'self-signed', 'a certificate that nobody signed'),
  secured('https-no-chain', 'no-chain', 'the certificate between the site’s and the authority’s is not sent'),
  secured('https-mixed', null, 'pages that come by HTTPS load a script by HTTP: browsers block it', [
    { is: 'mixed-content', what: 'script' },
  ]),
  secured('https-mixed-image', null, 'pages that come by HTTPS show an image by HTTP', [
    { is: 'mixed-content', what: 'image' },
  ]),
];
