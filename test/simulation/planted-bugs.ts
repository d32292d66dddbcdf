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
    'if (TagCode !== 0) {',
    'if (TagCode === undefined) {',
  ],
  [
    'every key that has the alias is taken for ours',
    'adopt',
    "  if (proof.kind !== 'ours') return { kind: 'unusable', code: 'KeyConflict' };\n  if (proof.externalTenantId !== request.externalTenantId) {\n    return { kind: 'unusable', code: 'KeyConflict', problems: [SAME_HASH] };\n  }\n  const problems = differences(found, request, proof.fingerprint);",
    '  const problems = differences(found, request, specFingerprint(request));',
  ],
  [
    'the fingerprint is not compared',
    'adopt',
    'const problems = differences(found, request, proof.fingerprint);',
    'const problems = differences(found, request, specFingerprint(request));',
  ],
  [
    "the marker's signature is not checked",
    'readProof',
    "return isOurs ? { kind: 'ours', fingerprint, externalTenantId } : { kind: 'foreign' };",
    "return { kind: 'ours', fingerprint, externalTenantId };",
  ],
  [
    'an alias that is taken means a conflict',
    'KMS_FAILURES',
    "    'InvalidParameterValue.AliasAlreadyExists',\n    'find-key',\n    'wait',",
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
    'settle > publish',
    '  if (event !== undefined) await publishEvent(event, deadlineMs);',
    '  if (event !== undefined) await publishEvent(event, deadlineMs).catch(() => {});',
  ],
  [
    'a failed parking is swallowed',
    'settleOutcome',
    '(byMs) => ports.park(parking, byMs)',
    '(byMs) => ports.park(parking, byMs).catch(() => {})',
  ],
  [
    'the batch ends before its messages are settled',
    'runItems',
    '  await Promise.all(settling);',
    '  void settling;',
  ],
  [
    'a batch is acknowledged although a dead letter could not be written',
    'provisionEvent',
    '      if (stoppedBy === undefined) return countsOf(outcomes);',
    "      if (stoppedBy !== '') return countsOf(outcomes);",
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
    'let dueMs = Math.max(turn, (releasedMs[oldest] ?? 0) + 1_000);',
    'let dueMs = askedMs;',
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
    'a message whose attempts have failed is dropped',
    'decide > end',
    "      return now.ageMs < failure.waitMsMax ? { kind: 'waiting', failed, attempts } : parked;",
    "      return { kind: 'rejected', failed };",
  ],
  [
    'one failing message opens the circuit breaker',
    'afterFailure',
    'count + 1 >= failuresMax && known.length >= tenantsMin',
    'count + 1 >= 1',
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
    'settle > publish',
    '  if (event !== undefined) await publishEvent(event, deadlineMs);',
    "  if (outcome.kind === 'provisioned') await release({ message, ...aboutOf(outcome) }, deadlineMs);\n  if (event !== undefined) await publishEvent(event, deadlineMs);",
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
  [
    'what waits is sent before it is marked',
    'sendAgain',
    '    const marked = await markPage(opened, causes, ports, config, times);\n    const sent = await sendMarked(marked, ports, config, times);',
    '    const sent = await sendMarked(opened, ports, config, times);\n    await markPage(opened, causes, ports, config, times);',
  ],
  ['a mark does not say when its request was sent', 'markMessages', ', sentAt: isoTime(nowMs)', ''],
  ['what was sent is sent again half a minute later', 'LEASE_MS', '300_000', '30_000'],
  [
    'a mark leaves the records that it replaces',
    'retryRecords',
    'const replaced = recordKeys.filter((each) => each !== key && !keptKeys.includes(each));',
    'const replaced: string[] = [];',
  ],
  [
    'a request that has ended waits on',
    'settle > publish',
    "const hasEnded = outcome.kind === 'provisioned' || outcome.kind === 'rejected';",
    "const hasEnded = outcome.kind === 'rejected';",
  ],
  [
    'only the record without the key is removed in the end',
    'retryRecordKeys',
    'const keyIds = new Set([knownId, foundId]);',
    'const keyIds = new Set([undefined]);',
  ],
  [
    'a request that failed again is written under the key of its delivery',
    'parkedKeys',
    'if (retry === undefined) return',
    'if (retry !== null) return',
  ],
  [
    'the record of a retry replaces one that knows the key',
    'retryRecordKey',
    "['retry', keyId, redrives]",
    "['retry', redrives]",
  ],
  [
    'each failure is taken for the first',
    'deadLetterOf',
    'firstSeenAt: retry?.firstSeenAt ?? seenAt,',
    'firstSeenAt: seenAt,',
  ],
  [
    'a retry creates a key where one is known',
    'ensureFor',
    'retry?.keyId === undefined ? ensureKey',
    "retry?.keyId !== '' ? ensureKey",
  ],
  [
    'what is sent in again does not say which key is known',
    'retryText',
    '...{ keyId, source:',
    '...{ source:',
  ],
  [
    'what is sent in again has no first time',
    'retryText',
    'isTime(request.firstSeenAt) ? request.firstSeenAt',
    '!isTime(request.firstSeenAt) ? request.firstSeenAt',
  ],
  [
    'the wait begins anew at each failure',
    'sinceAtOf',
    '? retry.sinceAt : seenAt',
    '? seenAt : seenAt',
  ],
  [
    'many are sent before one has succeeded',
    'shareOf',
    'const flows = cause.flows === true && (!isOfQuota || cause.okAt !== undefined);',
    'const flows = !isOfQuota || cause.okAt !== undefined;',
  ],
  [
    'a trial that failed is taken for a success',
    'judge',
    'return isLost || sample.some(cameBack) ? { ...cause, flows: false } : cause;',
    'return sample.some(cameBack) ? { ...cause, flows: true } : cause;',
  ],
  [
    'tenants do not take turns',
    'planHeal',
    'inTurn(due, Math.min(countMax, left), cause.lastTenant, order)',
    'due.slice(0, Math.min(countMax, left))',
  ],
  [
    'what was removed stays in the table',
    'readOn',
    'else if (key !== null) known.remove(key);',
    '',
  ],
  [
    'the table of the retry queue is read only once',
    'readOn',
    'await records.readAll(KEY_DEAD_LETTERS, onPage, deadlineMs, positionAfter(last));',
    'if (last.size === 0) await records.readAll(KEY_DEAD_LETTERS, onPage, deadlineMs, positionAfter(last));',
  ],
  [
    'the circuit breaker never closes',
    'circuitBreaker',
    '    succeed: () => {\n      state = CLOSED;\n    },',
    '    succeed: () => {},',
  ],
  [
    'the failures of one tenant open the circuit breaker',
    'afterFailure',
    'count + 1 >= failuresMax && known.length >= tenantsMin',
    'failuresMax <= count + 1',
  ],
  [
    'what went unattempted is acknowledged without a record',
    'settleOutcome',
    "  if (outcome.kind === 'waiting' || outcome.kind === 'parked') {",
    "  if ((outcome.kind === 'waiting' && outcome.attempts > 0) || outcome.kind === 'parked') {",
  ],
  [
    'a lasting failure of one message holds up its partition',
    'decide > end',
    "if (now.callerWaits && failure.cause !== 'quota') {",
    "if (failure.cause !== 'quota') {",
  ],
  [
    'nobody learns that a request is parked',
    'isNews',
    "  if (outcome.kind !== 'waiting') return true;",
    "  if (outcome.kind !== 'waiting') return outcome.kind !== 'parked';",
  ],
  [
    'a missing right parks a request',
    'COMMON_FAILURES',
    "    'UnauthorizedOperation',\n    'give-up',\n    'wait',",
    "    'UnauthorizedOperation',\n    'give-up',\n    'park',",
  ],
  [
    'what waits is parked at its second failure',
    'decide > end',
    'now.ageMs < failure.waitMsMax',
    'now.ageMs === 0',
  ],
  [
    'a marker of another environment is taken for ours',
    'markDescription > macOf',
    'environment, alias, fingerprint, ...external]',
    "'any', alias, fingerprint, ...external]",
  ],
  [
    'a marker of another region is taken for ours',
    'markDescription > macOf',
    '[PREFIX, region, accountUin,',
    '[PREFIX, accountUin,',
  ],
  [
    'a key whose tag is not seen yet is not found',
    'findKey',
    'const pages = searchKeys(api, { text: alias }, isSought, deadlineMs);',
    'const pages = searchKeys(api, { text: alias, tags }, isSought, deadlineMs);',
  ],
  [
    'a key that was found without its tag counts as tagged',
    'findKey',
    'return { ...found, tagged: false };',
    'return { ...found, tagged: true };',
  ],
  [
    'an envelope that somebody forged is opened',
    'openedRetry',
    'if (!isSignedRetry(opened, signingKeys)) {',
    'if (signingKeys.length === 0) {',
  ],
];

export const PLANTED_BUGS: readonly PlantedBug[] = ROWS.map(([name, place, right, wrong]) => ({
  name,
  place,
  right,
  wrong,
}));
