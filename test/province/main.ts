import path from 'node:path';
import { parseArgs } from 'node:util';
import { type ProvinceSize, SIZES } from './model.ts';
import { listenToParent } from './parent-line.ts';
import { startProvince } from './start-province.ts';

const USAGE = `Serves the proving province: a simulated province that knows the truth.

  npm run province -- [--seed N] [--size small|demo|full] [--date YYYY-MM-DD] [--port N] [--control-port N]
                      [--out DIR [--min-delay MS]] [--dialect-seed N] [--no-faults] [--checksum]

Prints one line of JSON with its ports when it is ready; ends with Ctrl-C.
--out      writes sites.csv, columns.csv and xunjian.yaml there, ready for \`xunjian --config DIR/xunjian.yaml scan\`
--checksum prints the checksum over all pages and ends
`;

function isSize(text: string): text is ProvinceSize {
  return (SIZES as readonly string[]).includes(text);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: '7' },
      size: { type: 'string', default: 'demo' },
      date: { type: 'string' },
      port: { type: 'string', default: '0' },
      'control-port': { type: 'string', default: '0' },
      'dialect-seed': { type: 'string', default: '0' },
      out: { type: 'string' },
      'min-delay': { type: 'string', default: '200' },
      'no-faults': { type: 'boolean', default: false },
      checksum: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const { size } = values;
  if (values.help || !isSize(size)) {
    process.stderr.write(USAGE);
    process.exitCode = values.help ? 0 : 2;
    return;
  }
  const province = await startProvince({
    ...{ seed: Number(values.seed), size, dialectSeed: Number(values['dialect-seed']) },
    ...{
      port: Number(values.port),
      controlPort: Number(values['control-port']),
      faults: !values['no-faults'],
    },
    ...(values.date === undefined ? {} : { date: values.date }),
  });
  const config =
    values.out === undefined
      ? null
      : province.write(path.resolve(values.out), { minDelayMs: Number(values['min-delay']) });
  const { port, controlPort } = province;
  const { sites, faults } = province.province;
  const ready = {
    port,
    controlPort,
    date: province.date(),
    sites: sites.length,
    faults: new Set(faults.map(({ siteCode }) => siteCode)).size,
    config,
  };
  process.stdout.write(
    `${JSON.stringify(values.checksum ? { ...ready, checksum: province.checksum() } : ready)}\n`,
  );
  const end = () => void province.close().then(() => process.exit(0));
  if (values.checksum) end();
  else listenToParent(province);
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
}

await main();
