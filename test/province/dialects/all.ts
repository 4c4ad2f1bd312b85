import type { DialectId } from '../model.ts';
import { boda } from './boda.ts';
import { catalogue } from './catalogue.ts';
import type { Dialect } from './dialect.ts';
import { empire } from './empire.ts';
import { fragments } from './fragments.ts';
import { frames } from './frames.ts';
import { gbTable } from './gb-table.ts';
import { gkmlpt } from './gkmlpt.ts';
import { hanwebJpaas } from './hanweb-jpaas.ts';
import { hanwebJpage } from './hanweb-jpage.ts';
import { ilist } from './ilist.ts';
import { kaipuyun } from './kaipuyun.ts';
import { pboc } from './pboc.ts';
import { scriptFetch } from './script-fetch.ts';
import { scriptInline } from './script-inline.ts';
import { trs } from './trs.ts';
import { ucap } from './ucap.ts';
import { xinhuaDs } from './xinhua-ds.ts';

const ALL: Readonly<Record<DialectId, Dialect>> = {
  trs,
  'hanweb-jpage': hanwebJpage,
  'hanweb-jpaas': hanwebJpaas,
  boda,
  empire,
  kaipuyun,
  gkmlpt,
  ucap,
  'xinhua-ds': xinhuaDs,
  ilist,
  'script-inline': scriptInline,
  'script-fetch': scriptFetch,
  frames,
  'gb-table': gbTable,
  fragments,
  pboc,
  catalogue,
};

export const dialectOf = (id: DialectId): Dialect => ALL[id];
