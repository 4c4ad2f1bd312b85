import type { Language } from '../domain/probe.ts';
import type { Io } from '../cli/context.ts';

export async function playDemo(_options: { out: string; language: Language; json: boolean; quiet: boolean; io: Io }): Promise<void> {}
