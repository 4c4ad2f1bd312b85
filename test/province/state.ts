import { ALWAYS, type Article, articlesOn, type Publishing } from './articles.ts';
import type { Day } from './days.ts';
import type { Effect, Fault, Province, ProvinceColumn, ProvinceSite } from './model.ts';

/** One site on one day under the faults that are switched on: what pages and truth are both made from. */
export class SiteState {
  readonly site: ProvinceSite;
  readonly day: Day;
  readonly #effects: readonly Effect[];
  readonly #publishing = new Map<number, Publishing>();

  constructor(site: ProvinceSite, day: Day, faults: readonly Fault[]) {
    this.site = site;
    this.day = day;
    this.#effects = faults
      .filter(({ from, to }) => from <= day && (to === null || day < to))
      .flatMap(({ effects }) => effects);
  }

  find<K extends Effect['is']>(is: K): Extract<Effect, { is: K }> | undefined {
    return this.all(is)[0];
  }

  all<K extends Effect['is']>(is: K): Extract<Effect, { is: K }>[] {
    return this.#effects.filter((effect): effect is Extract<Effect, { is: K }> => effect.is === is);
  }

  /** Effect of a kind on one column. */
  on<K extends Extract<Effect, { column: number }>['is']>(
    is: K,
    column: ProvinceColumn,
  ): Extract<Effect, { is: K }> | undefined {
    const effects: readonly Effect[] = this.all(is);
    return effects.find(
      (effect): effect is Extract<Effect, { is: K }> =>
        effect.is === is && 'column' in effect && effect.column === column.no,
    );
  }

  column(no: number): ProvinceColumn | undefined {
    return this.site.columns[no - 1];
  }

  childrenOf(column: ProvinceColumn | null): ProvinceColumn[] {
    return this.site.columns.filter(({ parent }) => parent === (column?.no ?? null));
  }

  /** The column and those above it, outermost first. */
  pathTo(column: ProvinceColumn): ProvinceColumn[] {
    const parent = column.parent === null ? undefined : this.column(column.parent);
    return parent === undefined ? [column] : [...this.pathTo(parent), column];
  }

  /** The day whose news the home page shows: earlier than today while it is frozen. */
  get homeDay(): Day {
    const frozen = this.find('home-frozen');
    return frozen !== undefined && (frozen.until === null || this.day < frozen.until)
      ? frozen.since
      : this.day;
  }

  publishing(column: ProvinceColumn): Publishing {
    const known = this.#publishing.get(column.no);
    if (known !== undefined) return known;
    const gap = this.all('column-gap').find((effect) => effect.column === column.no);
    const backdated = this.all('backdated').find((effect) => effect.column === column.no);
    const firstOnHome = this.site.columns.find((c) => c.onHome && c.kind === 'news');
    const frozen = this.find('home-frozen');
    const publishing: Publishing = {
      gap: gap === undefined ? ALWAYS.gap : gap,
      anchors:
        frozen !== undefined && firstOnHome?.no === column.no
          ? [frozen.since, ...(frozen.until === null ? [] : [frozen.until])]
          : [],
      backdated:
        backdated === undefined ? null : { published: backdated.published, states: backdated.states },
      migrated: this.find('migrated')?.on,
      relabelled: this.all('relabelled').find((effect) => effect.column === column.no),
    };
    this.#publishing.set(column.no, publishing);
    return publishing;
  }

  /** Articles of a column on `day` (today unless the home page is frozen), newest first. */
  articles(
    column: ProvinceColumn,
    { offset = 0, count, day = this.day }: { offset?: number; count: number; day?: Day },
  ): { articles: Article[]; total: number } {
    if (this.on('column-blank', column) !== undefined) return { articles: [], total: 0 };
    return articlesOn(this.site, column, day, this.publishing(column), { offset, count });
  }

  /** Day of the newest article a column shows; null when it shows none. */
  latest(column: ProvinceColumn, day: Day = this.day): Day | null {
    return this.articles(column, { count: 1, day }).articles[0]?.day ?? null;
  }

  /** Columns whose blocks the home page shows. */
  get homeColumns(): ProvinceColumn[] {
    return this.site.columns.filter(({ onHome }) => onHome).slice(0, 9);
  }
}

/** The province on a day: hands out site states, made once a day and set of faults. */
export class World {
  readonly province: Province;
  readonly day: Day;
  readonly #byHost = new Map<string, ProvinceSite>();
  readonly #faults = new Map<string, Fault[]>();
  readonly #states = new Map<string, SiteState>();

  constructor(province: Province, day: Day, isOn: (fault: Fault) => boolean = () => true) {
    this.province = province;
    this.day = day;
    for (const site of province.sites) this.#byHost.set(site.host, site);
    for (const fault of province.faults) {
      if (!isOn(fault)) continue;
      const known = this.#faults.get(fault.siteCode) ?? [];
      this.#faults.set(fault.siteCode, [...known, fault]);
    }
  }

  siteAt(host: string): ProvinceSite | undefined {
    return this.#byHost.get(host);
  }

  faultsOf(siteCode: string): readonly Fault[] {
    return this.#faults.get(siteCode) ?? [];
  }

  state(site: ProvinceSite): SiteState {
    const known = this.#states.get(site.siteCode);
    if (known !== undefined) return known;
    const state = new SiteState(site, this.day, this.faultsOf(site.siteCode));
    this.#states.set(site.siteCode, state);
    return state;
  }
}
