import { readFileSync } from 'node:fs';
import { parseRequest } from '../../../shared/tenant-key/parse.ts';
import type { Bench } from '../bench.ts';
import { interleave } from '../interleave.ts';
import { placeOf } from '../places.ts';
import { compileSchema } from '../plain/compile-schema.ts';
import type { Row } from '../row.ts';

/** The cost of strict parsing: a request is read and validated, and problems are reported in full. */
export const parse: Bench = {
  name: 'parse',
  about: 'From the text of a request to a validated request.',
  measure: async ({ isQuick }) => {
    const texts = {
      'shortest request': sample('key-request.shortest'),
      'request with every field': sample('key-request.full'),
    };
    const rows: Row[] = [];
    for (const [what, text] of Object.entries(texts)) {
      rows.push(await rowOf(what, text, isQuick ? 3 : 31, isQuick ? 2_000 : 20_000));
    }
    return rows;
  },
};

async function rowOf(what: string, text: string, rounds: number, count: number): Promise<Row> {
  const timed = (read: () => boolean) => async () => {
    let good = 0;
    const startMs = performance.now();
    for (let time = 0; time < count; time += 1) if (read()) good += 1;
    const tookMs = performance.now() - startMs;
    if (good !== count) throw new Error(`${what} was refused`);
    return (tookMs * 1_000) / count;
  };
  const validate = compileSchema(schema('key-request'));
  const contenders = {
    ours: timed(() => parseRequest(text).ok),
    ajv: timed(() => validate(JSON.parse(text)) === true),
    json: timed(() => JSON.parse(text) !== undefined),
  };
  await interleave(2, contenders); // Warm-up.
  const { ours, ajv, json } = await interleave(rounds, contenders);
  const others = [
    { name: 'JSON.parse and ajv', figure: ajv },
    { name: 'JSON.parse only', figure: json },
  ];
  return { what, unit: 'µs', ours, others };
}

function sample(name: string): string {
  const text = readFileSync(placeOf(`events/samples/${name}.json`), 'utf8');
  return JSON.stringify(JSON.parse(text));
}

function schema(name: string): object {
  return JSON.parse(readFileSync(placeOf(`events/${name}.schema.json`), 'utf8'));
}
