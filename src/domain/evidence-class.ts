/**
 * How long evidence is kept depends on what rests on it. `record`: a finding, a letter, an account, a problem, a
 * highlight. `page`: pages read, from which a better reader may read more. `attempt`: links and addresses only tried.
 * `orphan`: stored by a process that died before it could say for what.
 */
export const EVIDENCE_CLASSES = ['record', 'page', 'attempt', 'orphan'] as const;
export type EvidenceClass = (typeof EVIDENCE_CLASSES)[number];

/** The class of a page by its role in the look; what fails is raised to `record`. */
export function classOfRole(role: string): EvidenceClass {
  return role === 'link' || role === 'ipv6' ? 'attempt' : 'page';
}
