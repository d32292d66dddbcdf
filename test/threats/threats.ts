// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the removed pieces are code.

/** An attack, and the proof that the project has a control against it. */
export type Threat = {
  /** As in docs/security.md. */
  readonly number: number;
  readonly name: string;
  /** One for each part of the control. */
  readonly removals: readonly Removal[];
};

/** The removal of one part of a control, and the test that must then fail. */
export type Removal = {
  /** What is possible without it. */
  readonly name: string;
  /** As in `test/edits/edit-by-symbol.mjs`: a declaration, or a file that is public as such. */
  readonly place: string;
  /** The code there, which must occur exactly once. */
  readonly right: string;
  readonly wrong: string;
  readonly testFile: string;
  /** The name of the test, of its row or of the tests around it, as it is written in its file. */
  readonly test: string;
  /** A further part of the name, if the name has values of a row in it. */
  readonly row?: string;
};

type Row = readonly [
  name: string,
  place: string,
  right: string,
  wrong: string,
  testFile: string,
  test: string,
  row?: string,
];

const SERVE_HTTP = 'test/unit/serve-http.test.ts';
const HANDLE = 'test/unit/handle-message.test.ts';
const SIGNED = 'test/unit/signed-messages.test.ts';
const JWT = 'test/unit/jwt.test.ts';
const APPLICATION = 'test/unit/application.test.ts';
const FAIRNESS = 'test/unit/fairness.test.ts';
const CLIENT = 'test/client/client.test.ts';
const OUTBOUND = 'test/unit/outbound-rule.test.ts';
const PROVISION_REQUEST = 'test/unit/http-provision-request.test.ts';
const POISON = 'test/unit/poison-copies.test.ts';
const TENANT_LIMIT = 'test/unit/tenant-limit.test.ts';
const LOOK_ALIKES = 'test/unit/look-alikes.test.ts';
const KEY_STATUS = 'test/unit/key-status.test.ts';
const REQUEST_STATUS = 'test/unit/request-status.test.ts';
const TERMINAL = 'test/unit/cli-terminal.test.ts';
const COS_OVER_HTTP = 'test/integration/cos-over-http.test.ts';
const HTTP_SERVER = 'test/integration/http-server.test.ts';
const REQUEST = 'events/key-request.schema.json';

/** The threats, each with the removals: what is removed from where, and the test that must fail. */
const THREATS_BY_NAME: readonly (readonly [name: string, rows: readonly Row[]])[] = [
  [
    'A caller asks for another tenant',
    [
      [
        'an authenticated caller may act for every tenant',
        'admitCaller',
        'caller.isService : caller.mayActFor(tenantId);',
        'caller.isService : true;',
        SERVE_HTTP,
        'with a token for another tenant gets an error that says so',
      ],
      [
        'the body may name another tenant than the path',
        'readProvisionRequest > compare',
        '.filter((field) => !missing.includes(field) && body[field.name] !== field.value)',
        '.filter(() => false)',
        SERVE_HTTP,
        'names another tenant in the body than in the path',
      ],
    ],
  ],
  [
    'A request is given another key than its own',
    [
      [
        'two pairs of tenant and name share an alias',
        'aliasOf',
        '`${tenantId}_${keyName}` as KeyAlias',
        '`${tenantId}-${keyName}` as KeyAlias',
        'test/property/alias.test.ts',
        'no two of a million pairs of tenant and name share an alias, and each alias is legal (P1)',
      ],
      [
        'a key with a similar alias is adopted',
        'findKey',
        'candidate === alias',
        'candidate.includes(alias)',
        'test/contract/key-service.test.ts',
        'ignores similar aliases: prefix, suffix, longer, other case',
      ],
      [
        'a key of another specification is adopted',
        'adopt',
        'const problems = differences(found, request, proof.fingerprint);',
        'const problems = differences(found, request, specFingerprint(request));',
        HANDLE,
        'of ours, but of another specification, is a conflict',
      ],
    ],
  ],
  [
    'An insider takes an alias, or forges a description',
    [
      [
        'any marker proves ownership',
        'readProof',
        "return isOurs ? { kind: 'ours', fingerprint, externalTenantId } : { kind: 'foreign' };",
        "return { kind: 'ours', fingerprint, externalTenantId };",
        HANDLE,
        'and carries the marker of another key is not ours',
      ],
      [
        'a key without a marker is adopted',
        'adopt',
        "if (proof.kind !== 'ours') return { kind: 'unusable', code: 'KeyConflict' };",
        "if (proof.kind !== 'ours') return { kind: 'ready', key: { keyId, createTimeS, keyState }, adopted: true, tagged, resourceId };",
        HANDLE,
        'and has no marker is not ours: a conflict, and it is not touched',
      ],
      [
        'a marker of another region is valid',
        'markDescription > macOf',
        'const signed = [PREFIX, region, accountUin,',
        "const signed = [PREFIX, region === '', accountUin,",
        'test/unit/marker.test.ts',
        'proves nothing %s',
        'in another region',
      ],
      [
        'a marker of another account is valid',
        'markDescription > macOf',
        'const signed = [PREFIX, region, accountUin,',
        "const signed = [PREFIX, region, accountUin === '',",
        'test/unit/marker.test.ts',
        'proves nothing %s',
        'of another account',
      ],
      [
        'a marker of another environment is valid',
        'markDescription > macOf',
        'environment, alias, fingerprint, ...external]',
        "environment === '', alias, fingerprint, ...external]",
        'test/unit/marker.test.ts',
        'proves nothing %s',
        'in another environment of the account',
      ],
      [
        'a copied marker is not noticed',
        'markerTwins',
        'if (twin !== undefined) twins.set(key, twin);',
        '',
        'test/unit/fleet-findings.test.ts',
        'are named by each other, for nothing tells which of the two is ours',
      ],
      [
        'a repair tags a key with a copied marker',
        'neededRepairs',
        '    .filter((key) => !twins.has(key))\n',
        '',
        'test/unit/fleet-findings.test.ts',
        'get no tag, which would give access to the wrong one',
      ],
      [
        'a function may change descriptions',
        'deploy/policy.reconcile.json',
        '        "kms:UpdateKeyDescription",\n',
        '',
        'test/unit/policies.test.ts',
        'denies every action that changes or uses a key, except what it needs',
      ],
    ],
  ],
  [
    'Tags that grant access are forged',
    [
      [
        'a caller sets the tag that names the tenant',
        REQUEST,
        '|tencent|tenant-keys:)',
        '|tencent)',
        'test/corpus/tag-names.test.ts',
        'cannot be set by a caller: %s',
      ],
      [
        'a tag may have a name that resembles a reserved one',
        REQUEST,
        '"maxLength": 127,\n        "pattern": "^',
        '"maxLength": 127,\n        "pattern": "|^',
        'test/corpus/tag-names.test.ts',
        'that looks like a reserved one is refused: with %s',
      ],
      [
        'a tag of another tenant stays on the key',
        'missingTags',
        'key === TENANT_TAG_KEY ? values.get(key) !== value : !values.has(key)',
        '!values.has(key) && value !== undefined',
        HANDLE,
        'restores the tenant tag, which authorises access',
      ],
    ],
  ],
  [
    'A log is forged, or contains a secret',
    [
      [
        'every field is logged',
        'logLine',
        'if (ALLOWED.has(name)) fields',
        'fields',
        'test/unit/log.test.ts',
        'has no field but those of the list',
      ],
      [
        'control characters are logged',
        'logLine',
        '.replace(/[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]/gu, escaped)',
        '',
        'test/property/log-lines.test.ts',
        'of a message',
      ],
      [
        'the message of the cloud is logged',
        'refusalLine > detailOf',
        'const mayQuote = error.kmsRequestId !== undefined && !failureOf(error.code).isAccountWide;',
        'const mayQuote = false;',
        'test/unit/log.test.ts',
        'has only the id of an error about this call, since its message may quote the request',
      ],
    ],
  ],
  [
    'A field is set through the prototype of objects',
    [
      [
        'inherited fields are validated like sent ones',
        'validatorFiles > OPTIONS',
        'ownProperties: true',
        'ownProperties: false',
        'test/unit/generated.test.ts',
        'counts only fields that the request itself has',
      ],
      [
        'inherited fields of an event are read',
        'ownField',
        ' && Object.hasOwn(value, name)',
        '',
        'test/unit/triggers.test.ts',
        'is refused with a description of %s',
      ],
    ],
  ],
  [
    'A text makes a regular expression slow',
    [
      [
        'a pattern starts again at each position of a text',
        'parseText > TOKENS',
        '(:?))/gy;',
        '(:?))/g;',
        'test/corpus/patterns.test.ts',
        'the time of a regular expression grows no faster than the text (P9)',
        '/[^"{}[\\]]*(?:',
      ],
    ],
  ],
  [
    'An event is too large, too deep or too long',
    [
      [
        'texts of any size are parsed',
        'refusedText',
        'if (Buffer.byteLength(text) > bytesMax) {',
        'if (bytesMax < 0) {',
        'test/property/parse.test.ts',
        'it is too large at 32,769 bytes, and not at 32,768',
      ],
      [
        'texts may nest to any depth',
        'structuralFlaw',
        'if (open.length > depthMax)',
        'if (open.length > 1e9)',
        'test/unit/parse-text.test.ts',
        'must not nest deeper than eight levels',
      ],
      [
        'a batch may have any number of messages',
        'queueTrigger',
        'if (list.length > MESSAGES_MAX) return tooMany(list.length);',
        '',
        'test/unit/triggers.test.ts',
        'is taken up to 10,000 records and refused beyond',
      ],
    ],
  ],
  [
    'Two parsers read one text differently',
    [
      [
        'the last of two equal names wins',
        'structuralFlaw',
        "if (colon === ':' && isRepeated(name, open))",
        "if (colon === '' && isRepeated(name, [])) ",
        'test/property/parse.test.ts',
        'a name that an object has twice is refused, however it is escaped',
      ],
      [
        'invalid bytes are replaced',
        'refusedText',
        "if (isDamaged(text)) return unreadable('The text has damaged bytes, or the character U+FFFD.');",
        '',
        'test/corpus/json-texts.test.ts',
        'that JSON leaves to the parser are read, unless they are damaged, marked or deep',
      ],
    ],
  ],
  [
    'A name looks like another',
    [
      [
        'the name of a tenant may have letters of any script',
        REQUEST,
        '"pattern": "^[!-~]{1,128}$"',
        '"pattern": "^[!-~\\\\p{L}]{1,128}$"',
        'test/corpus/naughty-strings.test.ts',
        '189 are valid as a tenantId, and no two of them mean one tenant',
      ],
      [
        'an answer repeats the names of an invalid request',
        'parseRequest > printableField',
        "return typeof text === 'string' && PRINTABLE.test(text) ? text : undefined;",
        "return typeof text === 'string' ? text : undefined;",
        'test/unit/parse-request.test.ts',
        'is not known when %s',
      ],
    ],
  ],
  [
    'A request makes a function call an internal address',
    [
      [
        'a request may have unknown fields',
        REQUEST,
        '  "additionalProperties": false,\n  "required": ["requestId", "tenantId", "keyName"],',
        '  "required": ["requestId", "tenantId", "keyName"],',
        'test/unit/addresses.test.ts',
        'in a field %s of a request',
      ],
    ],
  ],
  [
    'A request is sent again',
    [
      [
        'a repeat is another event',
        'envelopeOf',
        'id: fingerprintOf([type, source, ...occasion])',
        'id: String(Math.random())',
        HANDLE,
        'adopts the key, and its event is the same byte for byte',
      ],
      [
        'a repeat is a conflict with its own key',
        'KMS_FAILURES',
        "    'InvalidParameterValue.AliasAlreadyExists',\n    'find-key',\n    'wait',",
        "    'InvalidParameterValue.AliasAlreadyExists',\n    'give-up',\n    'reject',",
        SIGNED,
        'a signed one creates its key, and a repeat is the same event',
      ],
      [
        'a signature never expires',
        'openEnvelope',
        'if (ageS <= ageSMax && ageS >= -AHEAD_S_MAX) return { text: payload };',
        'if (ageS <= Infinity) return { text: payload };',
        SIGNED,
        'that was signed %s is checked for its age',
      ],
    ],
  ],
  [
    'The HTTP API is open to everyone',
    [
      [
        'neither the URL nor the function authenticates callers',
        'checkConsistency',
        "if (trigger?.type === 'http') {",
        "if (trigger?.type === 'http' && functionName === '') {",
        APPLICATION,
        'with AUTH=%s and authType %s has these problems: %j',
      ],
      [
        'the URL is deployed without authentication',
        'serverless.yml',
        'authType: ${env:HTTP_AUTH_TYPE}',
        'authType: NONE',
        APPLICATION,
        'with AUTH=%s and authType %s has these problems: %j',
      ],
      [
        'a function without authentication starts in the cloud',
        'readAuthSettings',
        "isLocal ? read('AUTH', LOCAL_AUTH) : read('AUTH')",
        "read('AUTH', LOCAL_AUTH)",
        'test/unit/config.test.ts',
        'refuses to start in the cloud with AUTH=%s',
      ],
      [
        'a request is read before its caller is authenticated',
        'answerTenant',
        'await admitCaller(request, route.tenantId, ports, invocation);',
        "route.route === 'provision' ? { caller: { mayActFor: () => true, isService: true } } : await admitCaller(request, route.tenantId, ports, invocation);",
        SERVE_HTTP,
        'without a token gets a challenge without an error',
      ],
    ],
  ],
  [
    'A token is forged, or is for another service',
    [
      [
        'a token chooses its algorithm',
        'tokenVerifier',
        '    algorithms: namesOf(settings.algorithms),\n',
        '',
        JWT,
        'of an algorithm that is switched off is refused',
      ],
      [
        'tokens of any issuer are accepted',
        'tokenVerifier',
        '    issuer,\n    audience,\n    algorithms',
        '    audience,\n    algorithms',
        JWT,
        'of another issuer',
      ],
      [
        'tokens for other services are accepted',
        'tokenVerifier',
        '    issuer,\n    audience,\n    algorithms',
        '    issuer,\n    algorithms',
        JWT,
        'for another audience',
      ],
      [
        'a token need not expire',
        'tokenVerifier',
        "    requiredClaims: ['exp'],\n",
        '',
        JWT,
        'that never expires',
      ],
      [
        'other types of tokens are accepted, and extensions are ignored',
        'tokenVerifier',
        "      if (reason !== undefined) return { ok: false, refusal: { kind: 'bad-token', reason } };\n",
        '',
        JWT,
        'of another type',
      ],
      [
        'each unknown key id causes a request to the issuer',
        'issuerKeys',
        'if (coolDownLeftMs() > 0) return;',
        'if (coolDownLeftMs() > 1e9) return;',
        JWT,
        'are not fetched for a thousand unknown ones, but every half minute',
      ],
      [
        'one entry of the key set spoils the others',
        'usableKeys',
        'keys.flatMap((entry: unknown) => usableKey(entry) ?? [])',
        'keys',
        JWT,
        'are not spoilt by an entry %s',
      ],
      [
        'an invented key id has tokens of a new key refused for good',
        'issuerKeys',
        'known === undefined || (known.startedMs < arrivedMs && mayBeNew(header, known))',
        'known === undefined',
        JWT,
        'that are new are no reason to refuse a token for good while the issuer may not be asked',
      ],
      [
        'a claim may be there twice',
        'tokenVerifier',
        'if (hasRepeatedNames(token)) {',
        "if (token === '' && hasRepeatedNames(token)) {",
        JWT,
        'that has a %s twice is refused',
      ],
    ],
  ],
  [
    'An event claims to come from the queue',
    [
      [
        'records of any topic are accepted',
        'sourceProblem',
        'return topic === ckafkaTopic ? undefined',
        'return topic !== undefined || ckafkaTopic === undefined ? undefined',
        SIGNED,
        'a record of another is parked unread: of %s',
      ],
      [
        'records of CMQ need no setting',
        'sourceProblem',
        'cmqTopic !== undefined && topic === cmqTopic',
        'cmqTopic === undefined || topic === cmqTopic',
        SIGNED,
        'has its requests parked unread: %s',
      ],
      [
        'events of EventBridge need no setting',
        'sourceProblem',
        'eventBridgeSource !== undefined && topic === eventBridgeSource',
        'eventBridgeSource === undefined || topic === eventBridgeSource',
        SIGNED,
        'has its requests parked unread: %s',
      ],
      [
        'whoever may invoke the function by name may send requests in',
        'provisionEvent',
        "if (config.waysIn.invoked === 'off') throw new Error(INVOKED_OFF);",
        '',
        SIGNED,
        'refuses a caller who invokes the function by name, and keeps nothing',
      ],
      [
        'the deployed function does not know its topic',
        'serverless.yml',
        '          REQUESTS_TOPIC: key-requests # Records that claim to come from elsewhere are refused.\n',
        '',
        APPLICATION,
        'gives each function what it reads, and no more',
      ],
      [
        'any signature is valid',
        'openEnvelope',
        'if (!isSameText(signature, signatureOf(payload, timestamp, key, audience))) {',
        'if (!isSameText(signature, signature)) {',
        SIGNED,
        'with a signature %s is refused',
      ],
      [
        'a message that was signed for another environment is accepted',
        'signedText > signatureOf',
        'const signed = [environment, topic,',
        "const signed = ['any', topic,",
        SIGNED,
        'with a signature %s is refused',
        'for another environment',
      ],
      [
        'a message that was signed for another topic is accepted',
        'signedText > signatureOf',
        'const signed = [environment, topic,',
        "const signed = [environment, 'any',",
        SIGNED,
        'with a signature %s is refused',
        'for another topic',
      ],
      [
        'anyone may say that a message was sent in again',
        'openedRetry',
        'if (!isSignedRetry(opened, signingKeys)) {',
        'if (signingKeys.length === 0) {',
        'test/unit/retried-message.test.ts',
        'is parked unread where somebody changed %s, so that we do not sign that',
      ],
    ],
  ],
  [
    'A redrive is used to inject a request',
    [
      [
        'a function may invoke the redrive',
        'deploy/policy.reconcile.json',
        '"action": ["kms:ListKeyDetail",',
        '"action": ["scf:InvokeFunction", "kms:ListKeyDetail",',
        'test/integration/least-privilege.test.ts',
        'the role of %s may not command it',
      ],
      [
        'an unsigned message is redriven',
        'redriveRefusal',
        "if (isOfUnprovenSender(deadLetter)) return 'LetterQuarantined';\n",
        '',
        SIGNED,
        'is never redriven: %s',
      ],
      [
        'an unsigned message waits, and is sent in again with our signature',
        'afterPublishing',
        'if (isKept || message.refused !== undefined) return outcome;',
        'if (isKept) return outcome;',
        'test/unit/settle.test.ts',
        'of a message that was refused with %s leaves it parked, so that it is not sent in again as ours',
      ],
      [
        'an unsigned dead letter is redriven',
        'redriveRefusal',
        "if (isUnsealed) return 'LetterUnsealed';\n",
        '',
        'test/unit/dead-letter-signature.test.ts',
        'is refused to operators, who may discard it: %s',
      ],
      [
        'the totals of a dead letter are not signed',
        'signDeadLetter > signatureOf',
        'recordKey, state, attempts, redrives, firstSeenAt',
        'recordKey, state, firstSeenAt',
        'test/unit/dead-letter-signature.test.ts',
        'is invalid after a change to %j',
        '{"redrives":3}',
      ],
      [
        'an unsigned record adds to a signed one',
        'versionOf',
        'records.filter((record) => record.isSigned)',
        'records.filter(() => true)',
        'test/unit/dead-letter-signature.test.ts',
        'takes no %s from an unsigned record beside it',
      ],
      [
        'a redrive continues at places that we did not sign',
        'readRemaining',
        'if (!keys.some((key) => isSameText(mac, macOf(content, scope, key)))) return undefined;',
        '',
        'test/unit/redrive-reads.test.ts',
        'reads the whole topic again when the text with the places %s',
        'is signed with another key',
      ],
      [
        'a redrive changes the original text',
        'parkedAgain',
        '...{ firstSeenAt, attempts: attempts',
        '...{ text: deadLetter.text.trim(), firstSeenAt, attempts: attempts',
        'test/integration/redrive-texts.test.ts',
        'a text is the same byte for byte after five redrives, and then no more are made (P10)',
      ],
      [
        'a dead letter is redriven without limit',
        'redriveRefusal',
        "return redrives >= redrivesMax ? 'RedrivesExhausted' : undefined;",
        "return redrives >= Infinity ? 'RedrivesExhausted' : undefined;",
        'test/integration/redrive-texts.test.ts',
        'a text is the same byte for byte after five redrives, and then no more are made (P10)',
      ],
      [
        'a redrive publishes no event',
        'answerRedrive',
        'const unpublished = await publishRedriven(redriven, command, ports, config, invocation);',
        'const unpublished = undefined;',
        'test/unit/serve-dead-letters.test.ts',
        'returns the result of each dead letter, and publishes it in an event',
      ],
    ],
  ],
  [
    'An answer reveals another tenant’s keys',
    [
      [
        'a conflict names the conflicting key',
        'adopt',
        "code: 'KeyConflict' }",
        "code: 'KeyConflict', keyId }",
        HANDLE,
        'and carries the marker of another key is not ours',
      ],
      [
        'a preview shows the key count of the account to a tenant',
        'answerPreview',
        'isService ? plan : others',
        'isService ? plan : plan',
        SERVE_HTTP,
        'shows the key quota, which belongs to all tenants, to a service alone',
      ],
      [
        'foreign keys are shown',
        'showKey',
        'key !== undefined && isOwnKey(key, provisioning)',
        'key !== undefined',
        SERVE_HTTP,
        'never shows a key that we did not create',
      ],
      [
        'the answer explains why a token is invalid',
        'authProblem',
        'return tokenInvalid();',
        'return { ...tokenInvalid(), detail: refusal.reason };',
        SERVE_HTTP,
        'with an invalid token gets no reason',
      ],
    ],
  ],
  [
    'A package was replaced',
    [
      [
        'a version is a range',
        'package.json',
        '"jose": "6.2.18"',
        '"jose": "^6.2.18"',
        'test/unit/dependencies.test.ts',
        'is named by its exact version in %spackage.json',
      ],
      [
        'a package comes from a URL',
        'package-lock.json',
        '"node_modules/jose": {\n',
        '"node_modules/jose": {\n      "resolved": "https://example.com/jose.tgz",\n',
        'test/unit/dependencies.test.ts',
        'is known by its hash in %spackage-lock.json, wherever it comes from',
      ],
      [
        'a package runs a script on installation',
        'package-lock.json',
        '"node_modules/jose": {\n',
        '"node_modules/jose": {\n      "hasInstallScript": true,\n',
        'test/unit/dependencies.test.ts',
        'runs nothing while %spackage.json is installed, but esbuild',
      ],
      [
        'the bill of materials of a bundle lacks a package',
        'sbomOf',
        'bom.components.add(component);',
        "if (component.name !== 'jose') bom.components.add(component);",
        'test/integration/build.test.ts',
        'has what ships, and nothing that is left out',
      ],
    ],
  ],
  [
    'A key or a header of a message is malicious',
    [
      [
        'a record whose key is a property of every object is lost',
        'readCkafkaRecord',
        "if (typeof topic !== 'string' || typeof text !== 'string') return undefined;",
        "if (typeof topic !== 'string' || typeof text !== 'string' || ownField(record, 'msgKey') === '__proto__') return undefined;",
        'test/property/keys-and-headers.test.ts',
        'with any key and headers',
      ],
      [
        'tokens of any length are read',
        'bearerTokenIn',
        "if (token.length > TOKEN_LENGTH_MAX) return { kind: 'malformed', reason: 'too-long' };",
        '',
        'test/unit/auth.test.ts',
        'is refused beyond 8,192 characters of token',
      ],
    ],
  ],
  [
    'One tenant sends so much that others wait',
    [
      [
        'an instance has no rate limit',
        'acquireCapacity',
        '  await rateLimiter.acquire(deadlineMs);',
        '',
        FAIRNESS,
        'does not delay other partitions, and does not use up their calls',
      ],
      [
        'all tenants share one queue',
        'queueRequest',
        'const queued = { key: request.tenantId,',
        "const queued = { key: 'all',",
        FAIRNESS,
        'does not delay other partitions, and does not use up their calls',
      ],
    ],
  ],
  [
    'One tenant takes all keys of the account',
    [
      [
        'keys are created without being counted',
        'withinTenantLimit',
        'if (!isAdmitted) await admit(request, keys, settings, max, deadlineMs);',
        '',
        TENANT_LIMIT,
        'gets two, and is refused the third with the numbers',
      ],
      [
        'keys of other tenants count',
        'tenantKeys',
        'alias.startsWith(text)',
        'alias.includes(text)',
        TENANT_LIMIT,
        'without those of tenants whose names end alike',
      ],
      [
        'keys of other software count',
        'countedIds',
        'isThere(key) && isOwnKey(key, settings)',
        "isThere(key) && (settings.markerKeys.length === 0 || key.keyId !== '')",
        TENANT_LIMIT,
        'without those that other software gave such a name',
      ],
    ],
  ],
  [
    'A server that is called answers with an attack',
    [
      [
        'redirects are followed',
        'holdResponse',
        'delete response.headers.location;',
        '',
        OUTBOUND,
        'follows no redirect with status %i',
      ],
      [
        'answers have no limit',
        'holdResponse',
        'holdSize(response, bytesMax);',
        '',
        OUTBOUND,
        'reads no answer without an end',
      ],
      [
        'an answer that ends early is awaited until the deadline',
        'holdResponse',
        "request.emit('error', response.errored ?? new Error('the response ended early'));",
        '',
        OUTBOUND,
        'fails as soon as an answer %s ends early',
      ],
      [
        'compressed answers are asked for',
        'holdRequests',
        "if (!request.headersSent) request.setHeader('accept-encoding', 'identity');",
        '',
        OUTBOUND,
        'asks for an answer that is not compressed, and does not unpack one',
      ],
      [
        'plain text leaves the machine',
        'isEncryptedOrLocal',
        "return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));",
        "return protocol === 'https:' || (protocol === 'http:' && hostname !== '');",
        'test/unit/call-tencent.test.ts',
        'the endpoint %s is refused, as it is neither encrypted nor on this machine',
      ],
      [
        'a client sends in plain text, whatever its settings say',
        'holdRequests',
        "if (held.protocol === 'http:' && !isLoopback(host)) {",
        "if (held.protocol === 'http:' && host === '') {",
        OUTBOUND,
        'sends nothing in plain text to another machine',
      ],
      [
        'the client library sends its token to another host',
        'client/src/attempts.ts',
        "redirect: 'manual'",
        "redirect: 'follow'",
        CLIENT,
        'follows no redirect',
      ],
      [
        'the client library reads an answer without an end',
        'client/src/attempts.ts',
        'if (bytes > ANSWER_BYTES_MAX) {',
        'if (bytes < 0) {',
        CLIENT,
        'reads no answer without an end',
      ],
    ],
  ],
  [
    'A header gives the bytes of a request another meaning',
    [
      [
        'a body with a coding is read as it is',
        'contentProblem',
        "coding !== '' && !understood.includes(coding)",
        "coding === 'unknown' && !understood.includes(coding)",
        PROVISION_REQUEST,
        'may not be %s: %s',
      ],
      [
        'a part is read as a whole',
        'contentProblem',
        "if (headers.has('content-range')) return unreadable(PARTIAL);",
        '',
        PROVISION_REQUEST,
        'may not be a range, since a part is no request',
      ],
      [
        'a body in any charset is read as UTF-8',
        'isJsonType',
        'UTF_8.includes(each)',
        "each !== ''",
        PROVISION_REQUEST,
        'may not have the content type "%s"',
      ],
      [
        'what is no base64 is passed over',
        'decodedBase64',
        'if (digits === undefined || digits.length % 4 === 1) return undefined;',
        "if (digits === undefined) return Buffer.from(text, 'base64').toString('utf8');",
        'test/unit/triggers.test.ts',
        'may have %s',
      ],
    ],
  ],
  [
    'A poison message is sent again and again',
    [
      [
        'each copy is a dead letter of its own',
        'malformedMessage',
        'jsonText(withoutPlace(record, DIFFERING[wayIn]))',
        'jsonText(record)',
        POISON,
        'are one dead letter with their number, and with the first and the last ten places',
      ],
      [
        'the place of a malformed record is lost',
        'malformedPlace',
        "const { topic = 'unknown', partition, offset, messageId = 'unknown' } = placeInRecord(record);",
        "const { topic = 'unknown', partition, offset, messageId = 'unknown' } = placeInRecord(null);",
        'test/unit/triggers.test.ts',
        'keeps the place of a malformed record with %s',
      ],
      [
        'every place is named',
        'copiesIn',
        'const named = first.slice(0, PLACES_MAX);',
        'const named = first;',
        POISON,
        'keep the first and the last places when more come than records are remembered',
      ],
    ],
  ],
  [
    'Keys of others keep a tenant from its own',
    [
      [
        'a key is looked for among all with a similar alias',
        'findKey',
        'const search = { text: alias, tags: filter };',
        'const search = { text: alias };',
        LOOK_ALIKES,
        'a repeat takes two calls, with _ %s',
      ],
      [
        'a new key is looked for behind older ones',
        'searchKeys',
        "order: 'newest-first',",
        "order: 'oldest-first',",
        LOOK_ALIKES,
        'a repeat takes two calls more while its tag is not seen, and has the right key',
      ],
      [
        'the keys of a tenant are listed among those of all others',
        'beginPart > listKeys',
        '{ ...search, tags }',
        'search',
        LOOK_ALIKES,
        'a plan, a key and the list of a tenant take one or two searches',
      ],
      [
        'a search without an end opens the circuit breaker for everybody',
        'SHOWS_NOTHING',
        ", 'look-alikes', ",
        ', ',
        'test/unit/circuit-breaker.test.ts',
        'for no number of failures with %s',
        'KeySearchUnfinished',
      ],
    ],
  ],
  [
    'A record forges a block of a tenant, or the state of an instance',
    [
      [
        'a block needs no signature',
        'readBlock',
        'isSigned(block, keys) &&',
        'isJsonObject(block) &&',
        KEY_STATUS,
        '%s blocks nobody, and is counted',
      ],
      [
        'a block may be copied to the key of another tenant',
        'readBlock',
        ' && key === blockKey(block.tenantId)',
        '',
        KEY_STATUS,
        '%s blocks nobody, and is counted',
      ],
      [
        'forged reports fill the memory',
        'takeReport',
        ' || reports.size < REPORTS_MAX',
        ' || key !== null',
        KEY_STATUS,
        'finds room however much is forged',
      ],
    ],
  ],
  [
    'A caller reads what became of another tenant’s request',
    [
      [
        'the status of any tenant is answered',
        'answerTenant',
        "if ('problem' in admitted) return admitted.problem;",
        "if ('problem' in admitted && route.route !== 'status') return admitted.problem;",
        REQUEST_STATUS,
        'is forbidden to a token of another tenant, whether it exists or not',
      ],
      [
        'two tenants share the statuses of an id',
        'prefixOf',
        '`${STATUSES}${tenantId}/${segment}/`',
        '`${STATUSES}${segment}/`',
        REQUEST_STATUS,
        'may come again with the same request, and with any of another tenant',
      ],
    ],
  ],
  [
    'A caller is registered under an id that means another tenant',
    [
      [
        'an id that was made for a tenant means that tenant',
        'tenantOf',
        'TENANT_ID.test(id) && !RESERVED.test(id)',
        'isTenantId(id)',
        'test/unit/tenant-id.test.ts',
        'that was made from another means a third tenant, so that nobody registers as another',
      ],
      [
        'a key of the same hash is adopted, whose ever it is',
        'adopt',
        'proof.externalTenantId !== request.externalTenantId',
        'found.alias === undefined',
        'test/unit/external-tenant.test.ts',
        'for whom one id is made never share a key: the second is a conflict, and %s is not named',
      ],
      [
        'a key of the same hash is shown, whose ever it is',
        'isMarkedFor',
        'markedTenantId(description) === externalTenantId',
        'markedTenantId(description) !== description',
        'test/unit/external-tenant.test.ts',
        'for whom one id is made see nothing of each other over HTTP',
      ],
    ],
  ],
  [
    'A text from outside steers the operator’s terminal',
    [
      [
        'control characters reach the terminal',
        'terminal/safe-output.ts',
        'stream.write(escaped(text, painted))',
        'stream.write(text)',
        TERMINAL,
        'writes %j as %j, on a terminal too',
      ],
      [
        'a text from outside has colours',
        'terminal/safe-output.ts',
        'painted.has(part) ? part',
        'COLOURED.test(part) ? part',
        TERMINAL,
        'has the colours of its own paint, and no others',
      ],
      [
        'a line of JSON reorders or hides what follows',
        'cli/report/result.ts',
        'escapedJson(JSON.stringify(answer))',
        'JSON.stringify(answer)',
        TERMINAL,
        'keeps its value in JSON, though nothing in the line can steer a terminal',
      ],
    ],
  ],
  [
    'A web page uses the local cloud of whoever reads it',
    [
      [
        'a page sends the name of its own domain',
        'emulator/http/origin.ts',
        'if (OWN_HOST.test(host)) return undefined;',
        "if (host !== '') return undefined;",
        HTTP_SERVER,
        'refuses a web page %s, for functions as well',
        'whose domain name resolves to this machine',
      ],
      [
        'a page of another site calls functions',
        'emulator/http/origin.ts',
        'origin !== undefined && !OWN_HOST.test(',
        "origin === '' && !OWN_HOST.test(",
        HTTP_SERVER,
        'refuses a web page %s, for functions as well',
        'of another site',
      ],
      [
        'a page of another server of this machine changes the local cloud',
        'emulator/http/origin.ts',
        'if (isOwn || FUNCTION_URL.test(url)) return undefined;',
        "if (isOwn || url !== '') return undefined;",
        HTTP_SERVER,
        'refuses a %s of a page that another server of this machine serves',
      ],
      [
        'a page of another site changes the local cloud without an Origin',
        'emulator/http/origin.ts',
        "if (site === 'cross-site') {",
        "if (site === '') {",
        HTTP_SERVER,
        'refuses what a page of another site changes, though it sends no Origin',
      ],
      [
        'a page of another site loads what makes the local cloud work',
        'emulator/http/origin.ts',
        "const isLoad = site === 'cross-site' && mode",
        "const isLoad = site === '' && mode",
        HTTP_SERVER,
        'refuses what a page of another site loads into itself: %s by %s',
      ],
      [
        'an object of COS is a page of the local cloud',
        'emulator/http/origin.ts',
        'const isOfOthers = isObject || FUNCTION',
        'const isOfOthers = FUNCTION',
        COS_OVER_HTTP,
        'an object that is fetched as %s has the policy %s',
      ],
      [
        'a function takes the policy of the local cloud from its page',
        'emulator/scf/function-url-routes.ts',
        '[policy, value]',
        '[value]',
        HTTP_SERVER,
        'has its own policies and that of the server: %s',
      ],
    ],
  ],
];

export const THREATS: readonly Threat[] = THREATS_BY_NAME.map(([name, rows], index) => ({
  number: index + 1,
  name,
  removals: rows.map(([what, place, right, wrong, testFile, test, row]) => {
    return {
      name: what,
      place,
      right,
      wrong,
      testFile,
      test,
      ...(row === undefined ? {} : { row }),
    };
  }),
}));
