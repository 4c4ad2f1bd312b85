import type { FormReading } from '../../domain/page-reading.ts';
import type { Button, ButtonKind } from './buttons.ts';
import type { Group } from './groups.ts';

const WANTED: Record<FormReading['purpose'], readonly ButtonKind[]> = {
  letter: ['submit', 'next', 'unknown'],
  lookup: ['lookup', 'search', 'submit', 'unknown'],
  search: ['search', 'lookup', 'submit', 'unknown'],
  login: ['login', 'submit', 'next', 'unknown'],
  survey: ['vote', 'submit', 'next', 'unknown'],
  other: ['submit', 'register', 'lookup', 'search', 'next', 'login', 'vote', 'unknown'],
};

/** The one control that sends the form, among reset, back, look-up and refresh buttons; null when none does. */
export function submitControl(group: Group, purpose: FormReading['purpose']): Button | null {
  const wanted = WANTED[purpose];
  const lastField = group.units.at(-1)?.at ?? 0;
  let best: Button | null = null;
  let bestScore = 0;
  for (const button of group.buttons) {
    const rank = wanted.indexOf(button.kind);
    if (rank < 0) continue;
    if (button.kind === 'unknown' && !button.native) continue;
    // Words that state the wanted act outweigh being native; being native outweighs place.
    const score =
      (wanted.length - rank) * 10 +
      (button.native ? 5 : 0) +
      (button.at > lastField ? 3 : 0) +
      (/^(input|button)$/.test(button.entry.tag) ? 1 : 0) +
      explicitness(button);
    if (score > bestScore) {
      best = button;
      bestScore = score;
    }
  }
  return best;
}

/** 提交 says more than 确定, and a button's few words more than a sentence. */
function explicitness(button: Button): number {
  if (/提\s*交|submit|发\s*送|send/i.test(button.text)) return button.text.length <= 8 ? 4 : 2;
  return button.text === '' ? 0 : 1;
}
