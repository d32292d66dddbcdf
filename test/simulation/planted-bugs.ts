// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the planted code has template literals.

/** A realistic bug in our own code. The simulator must find each. */
export type PlantedBug = {
  readonly name: string;
  /** A declaration, as in `test/edits/edit-by-symbol.mjs`. */
  readonly place: string;
  /** What stands there, once. */
  readonly right: string;
  readonly wrong: string;
};

/** One per row: its name, its place, and the code before and after. */
const ROWS: readonly (readonly [name: string, place: string, right: string, wrong: string])[] = [
  [
    'the alias leaves out the tenant',
    'aliasOf',
    '`${tenantId}_${keyName}` as KeyAlias',
    '`x_${keyName}` as KeyAlias',
  ],
  [
    'the first fuzzy hit is taken for the key',
    'findKey',
    'candidate === alias',
    'candidate.includes(alias)',
  ],
  [
    'an event has a random id',
    'envelopeOf',
    'id: fingerprintOf([type, source, ...occasion])',
    'id: String(Math.random())',
  ],
  [
    'the time of an event is that of its publication',
    'cloudEventOf',
    'const time = isoTime(key.createTimeS * 1_000);',
    'const time = isoTime(performance.now());',
  ],
  [
    'TagCode is ignored',
    'kmsKeyService > createKey',
    'answer.TagCode === 0 && spec.tags.length <= CREATE_KEY_TAGS_MAX',
    'answer.TagCode !== undefined',
  ],
  [
    'every key that has the alias is taken for ours',
    'adopt',
    'if (!isOurs || !isMadeAsAsked(found, request))',
    'if (!isMadeAsAsked(found, request))',
  ],
  [
    'the fingerprint is not compared',
    'adopt',
    "const isOurs = proof.kind === 'ours' && proof.fingerprint === specFingerprint(request);",
    "const isOurs = proof.kind === 'ours';",
  ],
  [
    "the marker's signature is not checked",
    'readProof',
    "return isOurs ? { kind: 'ours', fingerprint } : { kind: 'foreign' };",
    "return { kind: 'ours', fingerprint };",
  ],
  [
    'an alias that is taken means a conflict',
    'KMS_FAILURES',
    "    'InvalidParameterValue.AliasAlreadyExists',\n    'find-key',\n    'park',",
    "    'InvalidParameterValue.AliasAlreadyExists',\n    'give-up',\n    'reject',",
  ],
  [
    'a lost response is taken for a failed call, and another name is tried',
    'ensureKey > specOf',
    '  const alias = aliasOf(tenantId, keyName);',
    '  const alias = `${aliasOf(tenantId, keyName)}-${Math.floor(Math.random() * 9)}` as KeyAlias;',
  ],
  ['only symmetric keys are listed', 'EVERY_KEY', "KeyUsage: 'ALL'", "KeyUsage: ''"],
  [
    'a disabled key is adopted',
    'ensureKey > unusable',
    "keyState === 'Enabled' ||",
    "keyState === 'Enabled' || keyState === 'Disabled' ||",
  ],
  [
    'a failed event is swallowed',
    'settle > attemptSettlement',
    '    if (event !== undefined) await publishEvent(event, deadlineMs);',
    '    if (event !== undefined) await publishEvent(event, deadlineMs).catch(() => {});',
  ],
  [
    'a failed parking is swallowed',
    'settle > attemptSettlement',
    '      await park({ message, failed, attempts, state }, deadlineMs);',
    '      await park({ message, failed, attempts, state }, deadlineMs).catch(() => {});',
  ],
  [
    'the batch ends before its messages are settled',
    'runItems',
    '  await Promise.all(settling);',
    '  void settling;',
  ],
  [
    'a batch is acknowledged although the circuit breaker is open',
    'provisionEvent',
    '      if (openedBy === undefined) return countsOf(outcomes);',
    "      if (openedBy !== '') return countsOf(outcomes);",
  ],
  [
    'calls do not wait for the rate limiter',
    'acquireCapacity',
    '  await rateLimiter.acquire(deadlineMs);',
    '',
  ],
  [
    'the rate limiter releases a whole share at once',
    'rateLimiter',
    'Math.max(askedMs, lastDueMs + gapMs(), (releasedMs[oldest] ?? 0) + 1_000)',
    'Math.max(askedMs, lastDueMs + gapMs() / 2)',
  ],
  [
    'a call has no deadline',
    'callTencent',
    'const waitMs = Math.min(timeoutMs, deadlineMs - clock.nowMs());',
    'const waitMs = 90_000;',
  ],
  [
    'a message has no deadline',
    'runItems',
    'return Math.min(endMs, startMs + Math.max(shareMs, messageMsMin));',
    'return startMs + 60_000;',
  ],
  [
    'a malformed message throws',
    'attemptMessage',
    '    : async () => parsed.failed;',
    "    : async () => { throw new Error('bad message'); };",
  ],
  [
    'a malformed message is dropped',
    'decide > end',
    '        : parked;',
    "        : { kind: 'rejected', failed };",
  ],
  [
    'an exhausted message is dropped',
    'decide > end',
    '      return now.callerWaits ? later : parked;',
    "      return now.callerWaits ? later : { kind: 'rejected', failed };",
  ],
  [
    'one failing message opens the circuit breaker',
    'judge',
    "  return isOpen || suspects > 1 ? 'outage' : 'undecided';",
    "  return 'outage';",
  ],
  [
    'every parked failure is rejected instead',
    'failureOf',
    'if (row !== undefined) return { ...row, code };',
    "if (row !== undefined) return { ...row, code, end: row.end === 'park' ? 'reject' : row.end };",
  ],
  [
    'tags are not read back',
    'ensureTags',
    '  await tags.addTags(resourceId, missing, deadlineMs);',
    '  void tags.addTags(resourceId, missing, deadlineMs).catch(() => {});\n  return;',
  ],
  [
    'a key is published before its tags are added',
    'ensureTags',
    '  if (missing.length === 0) return;',
    '  if (missing.length >= 0) return;',
  ],
  [
    'a conflict names the key that has the alias',
    'adopt',
    "code: 'KeyConflict' }",
    "code: 'KeyConflict', keyId }",
  ],
  [
    'the id of a dead letter is random',
    'deadLetterIdOf',
    'fingerprintOf(identity ?? known)',
    'fingerprintOf([identity ?? known, Math.random()])',
  ],
  [
    'a dead letter is settled before its event is published',
    'settleDeadLetter',
    "    await ports.publishEvent(event, byMs);\n    if (event.type === 'tenant-key.waiting' || event.type === 'tenant-key.parked') return;\n    await removeRecords(topics, id, { recordKeys, keptKeys }, byMs);",
    "    if (event.type !== 'tenant-key.waiting' && event.type !== 'tenant-key.parked') {\n      await removeRecords(topics, id, { recordKeys, keptKeys }, byMs);\n    }\n    await ports.publishEvent(event, byMs);",
  ],
  [
    'a dead letter is settled although it was parked again',
    'settleDeadLetter',
    '[again, ...tombstonesOf(id, recordKeys)]',
    'tombstonesOf(id, [...recordKeys])',
  ],
  [
    'a dead letter is written over by the next delivery of its request',
    'parkedRecordKey',
    'return recordKey(id, [door, topic, partition, offset, messageId, deliveryId, keyId]);',
    'return id;',
  ],
  [
    'a redrive trims the text',
    'parkedAgain',
    '...{ firstSeenAt, attempts: attempts',
    '...{ text: deadLetter.text.slice(1), firstSeenAt, attempts: attempts',
  ],
  [
    'a redrive creates a key where one is known',
    'recoverKey',
    'if (knownKeyId === undefined) return ensureKey',
    "if (knownKeyId !== '') return ensureKey",
  ],
  [
    'the log has the text of the request',
    'outcomeLine',
    '  const facts = outcomeFacts(outcome);',
    '  const facts = { detail: message.text, ...outcomeFacts(outcome) };',
  ],
  [
    'an event quotes the text of the request',
    'cloudEventOf',
    'const data = { ...names, code, stage, ...explanation, deadLetterId };',
    'const data = { text: message.text, ...names, code, stage, ...explanation, deadLetterId };',
  ],
];

export const PLANTED_BUGS: readonly PlantedBug[] = ROWS.map(([name, place, right, wrong]) => ({
  name,
  place,
  right,
  wrong,
}));
