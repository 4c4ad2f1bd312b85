import { isoInZone } from '../../domain/civil-date.ts';
import { EVIDENCE_CLASSES, type EvidenceClass } from '../../domain/evidence-class.ts';
import { EXIT } from '../../errors.ts';
import { prune } from '../../run/prune.ts';
import { withJudging } from '../letters-workspace.ts';
import { action, type Register } from '../register.ts';

const CLASS_WORDS: Record<EvidenceClass, { zh: string; en: string }> = {
  record: { zh: '问题、信件、账号', en: 'findings, letters, accounts' },
  page: { zh: '页面', en: 'pages' },
  attempt: { zh: '试开的链接', en: 'links tried' },
  orphan: { zh: '无主', en: 'nobody’s' },
};

export const registerPrune: Register = (program, io, run) => {
  program
    .command('prune')
    .description('remove stored evidence that no class of retention keeps any longer · 清理过期证据')
    .option('--dry-run', 'count what would go, remove nothing', false)
    .action(
      action(run, (globals, _args, options) =>
        withJudging(globals, async (workspace, asOf) => {
          const dryRun = options.dryRun === true;
          const pruned = await prune(workspace, { dryRun, asOf, signal: io.signal });
          if (globals.json) {
            const at = isoInZone(pruned.asOf, workspace.config.timezone);
            io.out(`${JSON.stringify({ ...pruned, asOf: at, dryRun })}\n`);
            return EXIT.ok;
          }
          const zh = globals.lang === 'zh';
          const size = ({ files, bytes }: { files: number; bytes: number }) =>
            zh ? `${files}份 ${megabytes(bytes)}` : `${files} files ${megabytes(bytes)}`;
          for (const name of EVIDENCE_CLASSES)
            if (pruned.removed[name].files > 0)
              io.out(
                `${verb(dryRun, zh)} ${CLASS_WORDS[name][globals.lang]}：${size(pruned.removed[name])}\n`,
              );
          io.out(`${zh ? '保留' : 'kept'} ${size(pruned.kept)}\n`);
          return EXIT.ok;
        }),
      ),
    );
};

function verb(dryRun: boolean, zh: boolean): string {
  if (dryRun) return zh ? '将清理' : 'would remove';
  return zh ? '已清理' : 'removed';
}

function megabytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
