// @ts-check
// The official SDK for JavaScript reads every event of a folder from Kafka and from HTTP, in structured and in binary mode.
// usage: cloudevents.mjs SAMPLES_DIR. Prints what differs, and how many events are read as they are.
import { deepEqual } from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { CloudEvent, HTTP, Kafka } from 'cloudevents';

const [folder = ''] = process.argv.slice(2);
const names = readdirSync(folder).filter((name) => /^(?:cloud|operation)-event\./.test(name));
const unlike = names.filter((name) => !isRead(name, readFileSync(`${folder}/${name}`, 'utf8')));
process.stdout.write(`${names.length - unlike.length} of ${names.length} events\n`);

/**
 * @param {string} name
 * @param {string} text
 */
function isRead(name, text) {
  const headers = { 'content-type': 'application/cloudevents+json' };
  const expected = JSON.parse(text);
  const { partitionkey: key } = expected;
  try {
    const event = new CloudEvent(expected);
    const binary = { http: HTTP.binary(event), kafka: Kafka.binary(event) };
    const read = [
      Kafka.toEvent(/** @type {any} */ ({ key, headers, value: text })),
      HTTP.toEvent({ headers, body: text }),
      Kafka.toEvent(/** @type {any} */ (binary.kafka)),
      HTTP.toEvent(binary.http),
    ];
    for (const each of read) {
      if (!(each instanceof CloudEvent) || !each.validate()) throw new Error('It is not valid.');
      deepEqual(JSON.parse(JSON.stringify(each)), expected);
    }
    return true;
  } catch (error) {
    process.stdout.write(`${name}: ${error instanceof Error ? error.message : error}\n`);
    return false;
  }
}
