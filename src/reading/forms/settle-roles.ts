import type { Unit } from './controls.ts';
import type { RoleFinding } from './field-role.ts';
import { attr } from './page-map.ts';
import { roleOfTokens } from './words.ts';

interface Drafted {
  unit: Unit;
  found: RoleFinding;
  trap: boolean;
}

/** What one field alone cannot tell: two fields of one role, and which of several is meant. */
export function settleRoles(drafts: Drafted[]): void {
  const live = drafts.filter((d) => !d.trap);
  // Only one control is the letter's body: the largest one that says so.
  const bodies = live.filter((d) => d.found.role === 'content');
  const areas = bodies.filter((d) => d.unit.control === 'textarea' || d.unit.control === 'editor');
  if (areas.length > 0) {
    for (const d of bodies) if (!areas.includes(d)) demote(d);
    nameTitle(bodies, live);
  }
  if (areas.length > 1) {
    const main = areas.reduce((best, d) => (d.found.confidence > best.found.confidence + 0.05 ? d : best));
    for (const d of areas) if (d !== main && d.found.confidence < 0.7) demote(d);
  }
  // 姓名 and 昵称 both read as names; a second title is a detail of something else.
  keepBest(live, 'title');
  // A nickname is the name where nothing else asks for one.
  if (!live.some((d) => d.found.role === 'name')) {
    const nick = live.find(
      (d) =>
        d.found.role === 'other' && /昵称|网名|nick/i.test(`${d.found.words} ${attr(d.unit.entry, 'name')}`),
    );
    if (nick) nick.found = { ...nick.found, role: 'name', confidence: 0.7 };
  }
}

/** 问题 in one line before 问题详述 is the title where its name says so and nothing else asks for one. */
function nameTitle(bodies: readonly Drafted[], live: readonly Drafted[]): void {
  if (live.some((d) => d.found.role === 'title')) return;
  const named = bodies.find(
    ({ unit }) =>
      unit.control === 'input' &&
      [attr(unit.entry, 'name'), attr(unit.entry, 'id')].some((n) => roleOfTokens(n) === 'title'),
  );
  if (named) named.found = { ...named.found, role: 'title', confidence: 0.7 };
}

function keepBest(live: Drafted[], role: RoleFinding['role']): void {
  const same = live.filter((d) => d.found.role === role);
  if (same.length < 2) return;
  const main = same.reduce((best, d) => (d.found.confidence > best.found.confidence ? d : best));
  for (const d of same) if (d !== main && d.found.confidence < main.found.confidence - 0.2) demote(d);
}

function demote(draft: Drafted): void {
  draft.found = { ...draft.found, role: 'other', confidence: Math.min(draft.found.confidence, 0.6) };
}
