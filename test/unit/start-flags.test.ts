import { describe, expect, test } from 'vitest';
import { parseFlags } from '../../local/flags.ts';

const DEFAULTS = {
  port: 4700,
  region: 'ap-guangzhou',
  json: false,
  empty: false,
  deploys: true,
  demo: false,
};

describe('the flags of npm start', () => {
  test.each<[string, object]>([
    ['', {}],
    ['--port 4800', { port: 4800 }],
    ['--port=0', { port: 0 }],
    ['--port 1 --port 65535', { port: 65_535 }],
    ['--region eu-frankfurt', { region: 'eu-frankfurt' }],
    ['--data ./cloud', { dataDir: './cloud' }],
    ['--seed -monday', { seed: '-monday' }],
    ['--topics kafka://127.0.0.1:9092', { brokers: ['127.0.0.1:9092'] }],
    ['--topics kafka://a:1,b:2/', { brokers: ['a:1', 'b:2'] }],
    ['--empty', { empty: true }],
    ['--no-deploy', { deploys: false, empty: true }],
    ['--demo', { demo: true }],
    ['--json', { json: true, empty: true }],
    ['--demo --json', { demo: true, json: true, empty: true }],
  ])('"%s" is understood', (line, flags) => {
    const args = line.split(' ').filter((word) => word !== '');
    expect(parseFlags(args)).toEqual({ kind: 'start', flags: { ...DEFAULTS, ...flags } });
  });

  test.each(['--help', '-h', '--help --nonsense'])('%s asks for help', (line) => {
    expect(parseFlags(line.split(' '))).toEqual({ kind: 'help' });
  });

  test.each<[string, string]>([
    ['--prot 4800', '--prot is not a flag; did you mean --port?'],
    ['--jsn', '--jsn is not a flag; did you mean --json?'],
    [
      '--verbose',
      '--verbose is not a flag; the flags are --port, --data, --seed, --region, --topics, --empty, --no-deploy, --demo, --json, --help.',
    ],
    [
      '-p',
      '-p is not a flag; the flags are --port, --data, --seed, --region, --topics, --empty, --no-deploy, --demo, --json, --help.',
    ],
    ['4800', '"4800" is not a flag: flags begin with two dashes, as in npm start -- --port 4800.'],
    [
      '-- --port',
      '"--port" is not a flag: flags begin with two dashes, as in npm start -- --port 4800.',
    ],
    ['--port', '--port needs a value, such as --port 4700.'],
    ['--port --json', '--port needs a value, such as --port 4700.'],
    ['--data=', '--data needs a value, such as --data ./cloud.'],
    ['--seed', '--seed needs a value, such as --seed monday.'],
    ['--topics', '--topics needs a value, such as --topics kafka://127.0.0.1:9092.'],
    [
      '--topics 127.0.0.1:9092',
      '--topics must be kafka://host:port,host:port, as in --topics kafka://127.0.0.1:9092.',
    ],
    [
      '--topics http://127.0.0.1:4700',
      '--topics must be kafka://host:port,host:port: without it, the topics are in the local cloud already.',
    ],
    [
      '--topics kafka://me:secret@broker:9092',
      '--topics must have no user, as in --topics kafka://127.0.0.1:9092.',
    ],
    [
      '--topics kafka://broker',
      '--topics must have a port after each broker, as in --topics kafka://127.0.0.1:9092.',
    ],
    ['--region --demo', '--region needs a value, such as --region ap-shanghai.'],
    ['--demo --no-deploy', '--demo needs the application: leave out --no-deploy.'],
    ['--json=yes', '--json takes no value.'],
    ['--port abc', '--port must be a whole number from 0 to 65535, not "abc".'],
    ['--port 65536', '--port must be a whole number from 0 to 65535, not "65536".'],
    ['--port -1', '--port must be a whole number from 0 to 65535, not "-1".'],
    ['--port 80.5', '--port must be a whole number from 0 to 65535, not "80.5".'],
    ['--port 0x50', '--port must be a whole number from 0 to 65535, not "0x50".'],
    [
      '--region ap-guangzhuo',
      '"ap-guangzhuo" is not a region of the local cloud; did you mean ap-guangzhou?',
    ],
    [
      '--region mars',
      '"mars" is not a region of the local cloud; the regions are ap-guangzhou, ap-shanghai, ap-beijing, ap-chengdu, ap-hongkong, ap-singapore, ap-bangkok, ap-jakarta, ap-seoul, ap-tokyo, eu-frankfurt, na-siliconvalley, na-ashburn.',
    ],
    ['--jsn --port abc', '--jsn is not a flag; did you mean --json?'],
  ])('%s is refused in one sentence', (line, problem) => {
    expect(parseFlags(line.split(' '))).toEqual({ kind: 'refused', problem });
  });
});
