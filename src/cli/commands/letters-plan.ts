import type { Command } from 'commander';
import { CAMPAIGN_NAME } from '../../domain/letter.ts';
import { SITE_LEVELS, SITE_TYPES } from '../../domain/site.ts';
import { COMBINE_POLICIES } from '../../domain/site-letters.ts';
import { EXIT, XunjianError } from '../../errors.ts';
import { readInventory } from '../../inventory/read-inventory.ts';
import { planCampaign } from '../../run/letters-plan.ts';
import { letterStatusLines } from '../../run/letters-status.ts';
import type { Io } from '../context.ts';
import { countOf, textOf, withActing } from '../letters-workspace.ts';
import { printLetter } from '../print-letter.ts';
import { action } from '../register.ts';
import { splitList } from '../split-list.ts';

export function registerLettersPlan(letters: Command, io: Io, run: (status: Promise<number>) => void): void {
  letters
    .command('plan')
    .description('draw the sites and write their letters · 抽取网站、拟定信件')
    .requiredOption('--campaign <id>', 'name of the campaign, such as 2024Q2')
    .option('--type <types>', `only these types: ${SITE_TYPES.join(', ')}`)
    .option('--level <levels>', `only these levels: ${SITE_LEVELS.join(', ')}`)
    .option('--region <region>', 'only sites of this reporting unit')
    .option('--site <codes>', 'only these sites')
    .option('--sample <n>', 'so many of them, drawn by the seed')
    .option('--seed <text>', 'what fixes sample and texts (default: drawn, and kept)')
    .option('--per-site <n>', 'letters a site', '1')
    .option(
      '--deadline <workdays>',
      'workdays within which a reply is on time (default: letters.deadlineWorkdays)',
    )
    .option('--deadline-source <text>', 'where that deadline comes from')
    .option('--combine <policy>', `how several letters of a site combine: ${COMBINE_POLICIES.join(', ')}`)
    .option('--skip-bad', 'go on without the inventory rows that are refused', false)
    .action(
      action(run, (globals, _args, options) =>
        withActing(globals, async (workspace) => {
          const id = campaignName(String(options.campaign));
          const { sites } = readInventory(workspace.config.inventory, { skipBad: options.skipBad === true });
          const { campaign, letters: planned } = await planCampaign(workspace, {
            campaign: id,
            sites,
            choice: {
              types: wordsOf(options.type, SITE_TYPES, '--type'),
              levels: wordsOf(options.level, SITE_LEVELS, '--level'),
              region: textOf(options.region),
              siteCodes:
                options.site === undefined ? undefined : splitList(String(options.site).toLowerCase()),
              sample: countOf(options.sample, '--sample'),
            },
            perSite: countOf(options.perSite, '--per-site') ?? 1,
            seed: textOf(options.seed) ?? null,
            deadlineWorkdays: countOf(options.deadline, '--deadline') ?? null,
            deadlineSource: textOf(options.deadlineSource) ?? null,
            combine: wordsOf(options.combine, COMBINE_POLICIES, '--combine')?.[0] ?? null,
          });
          for (const line of await letterStatusLines(
            workspace,
            { campaign: id },
            workspace.clock.now(),
            globals.lang,
          ))
            io.out(globals.json ? `${JSON.stringify(line)}\n` : printLetter(line, globals.lang));
          if (!globals.quiet)
            io.err(
              globals.lang === 'zh'
                ? `${id}：拟定 ${planned.length} 封，种子 ${campaign.seed}，时限 ${campaign.deadlineWorkdays} 个工作日\n`
                : `${id}: ${planned.length} letters planned, seed ${campaign.seed}, deadline ${campaign.deadlineWorkdays} workdays\n`,
            );
          return EXIT.ok;
        }),
      ),
    );
}

export function campaignName(text: string): string {
  if (CAMPAIGN_NAME.test(text)) return text;
  throw new XunjianError(
    'USAGE',
    `--campaign "${text}" is no name for a campaign`,
    'use letters, digits, dots, hyphens and underscores, such as 2024Q2',
  );
}

function wordsOf<T extends string>(value: unknown, known: readonly T[], option: string): T[] | undefined {
  if (value === undefined) return undefined;
  return splitList(String(value)).map((word) => {
    const found = known.find((one) => one === word);
    if (found !== undefined) return found;
    throw new XunjianError('USAGE', `${option} knows no "${word}"`, `it takes ${known.join(', ')}`);
  });
}
