import type { Unit } from './controls.ts';
import type { Group } from './groups.ts';
import type { LabelFinding } from './labels.ts';
import { attr, contains, type MapEntry, type PageMap } from './page-map.ts';
import type { HidingOf } from './visibility.ts';

/** `shown`: a person fills it. `trap`: set for machines. `absent`: not on screen now (a panel, a choice not made yet). */
export type Presence = 'shown' | 'trap' | 'absent';

const TRAP_NAME =
  /honey|hpot|^hp[_-]?|[_-]hp$|bot[_-]?(check|field|trap)|trap|nospam|no[_-]?spam|anti[_-]?(spam|bot)|leave.?(this.?)?(blank|empty)|^url2?$|^website$|^web_?site$|^homepage$|^fax(_?(number|no))?$|^(email|mail|phone|name|username|comment|message|subject|address)_?(2|confirm|again|re|_)$|winnie|zip_?code_?2|_gotcha|contact_me_by_fax|^b_[0-9a-f]{10,}_/i;
const TRAP_WORDS =
  /(请|此项|本项|此处|该项|这里|此栏|真人|人类|机器人).{0,10}(勿|不要|不用|不必|无需|无须)填|(勿|不要)(填写|输入|修改)(此|本|该|任何)?|保持(为)?空|留空|leave (this )?(field )?(blank|empty)|do ?n[o']?t fill|if you are (a )?human|not fill|validation purposes|left (unchanged|blank|empty)/i;

/** Tells fields for people from traps and from panels that are folded away. */
export function presenceReader(
  map: PageMap,
  group: Group,
  hidingOf: HidingOf,
): (unit: Unit, label: LabelFinding) => Presence {
  const { units } = group;
  return (unit, label) => {
    const words = [label.text, ...label.hints].join(' ');
    const names = `${attr(unit.entry, 'name')}|${attr(unit.entry, 'id')}`.split('|');
    const typed = unit.control === 'input' || unit.control === 'textarea';
    if (typed && TRAP_WORDS.test(words)) return 'trap';
    if (
      /honey|hpot/i.test(`${attr(unit.entry, 'class')} ${names.join(' ')}`) &&
      (typed || unit.control === 'checkbox')
    )
      return 'trap';
    const veil = veilOf(unit, units, group, hidingOf);
    if (veil === null) return shownTrap(unit, names) ? 'trap' : 'shown';
    const { entry, hiding, alone } = veil;
    // A whole form or panel that a script unfolds hides its fields from no one.
    if (!alone) return hiddenTogether(entry, units) ? 'shown' : 'absent';
    if (!typed) {
      if (unit.control === 'checkbox' && names.some((n) => TRAP_NAME.test(n))) return 'trap';
      // Styled radios, boxes and pickers stand in for the native control, which is hidden on purpose.
      return entry === unit.entry ? 'shown' : 'absent';
    }
    // The line to search in of a drawn list is not seen; the list is.
    if (hiding === 'out_of_sight' && attr(unit.entry, 'role') === 'combobox') return 'shown';
    if (hiding === 'out_of_sight')
      return unit.control === 'textarea' && entry === unit.entry && !('tabindex' in unit.entry.el.attribs)
        ? 'absent'
        : 'trap';
    const lure =
      names.some((n) => n !== '' && TRAP_NAME.test(n)) ||
      attr(unit.entry, 'tabindex') === '-1' ||
      /^(off|nope|new-password|false)$/i.test(attr(unit.entry, 'autocomplete')) ||
      attr(unit.entry, 'aria-hidden') === 'true';
    if (lure) return 'trap';
    return unfoldedByScript(map, entry) || unit.control === 'textarea' ? 'absent' : 'trap';
  };
}

/** Not hidden by anything we can read (the sheet may be elsewhere), yet marked as something no person reaches. */
function shownTrap(unit: Unit, names: string[]): boolean {
  if (unit.control !== 'input') return false;
  const unreachable = attr(unit.entry, 'tabindex') === '-1';
  const off = /^(off|nope|new-password)$/i.test(attr(unit.entry, 'autocomplete'));
  if (unreachable && off) return true;
  const lured = names.some((n) => n !== '' && TRAP_NAME.test(n));
  return lured && (unreachable || attr(unit.entry, 'aria-hidden') === 'true');
}

interface Veil {
  entry: MapEntry;
  hiding: 'unshown' | 'out_of_sight';
  /** The hidden element holds no other field of the group. */
  alone: boolean;
}

function veilOf(unit: Unit, units: Unit[], group: Group, hidingOf: HidingOf): Veil | null {
  for (let e: MapEntry | null = unit.entry, n = 0; e && n < 40; e = e.parent, n++) {
    const hiding = hidingOf(e);
    if (hiding) {
      const here: MapEntry = e;
      if (e !== unit.entry && contains(here, group.root)) return null;
      return { entry: here, hiding, alone: !units.some((u) => u !== unit && contains(here, u.entry)) };
    }
    if (e === group.root) return null;
  }
  return null;
}

function hiddenTogether(veil: MapEntry, units: Unit[]): boolean {
  const within = units.filter((u) => contains(veil, u.entry)).length;
  return within * 2 > units.length;
}

/** Some inline script speaks of the hidden element: it will be shown when a choice asks for it. */
function unfoldedByScript(map: PageMap, veil: MapEntry): boolean {
  const id = attr(veil, 'id');
  if (id === '') return false;
  const at = map.script.indexOf(id);
  if (at < 0) return false;
  return /show|toggle|display|fadeIn|slideDown|removeClass|hidden/.test(map.script.slice(at, at + 200));
}
