// @ts-check

/**
 * Which folders may import which: the architecture as tables. `test/unit/architecture.test.ts` checks
 * the sources against them.
 *
 * A unit is a folder, or a file beside folders. Each row lists what its unit may import: other units, or
 * single files of them. All of them belong to earlier rows, so the tables cannot contain a cycle.
 *
 * @typedef {Readonly<Record<string, readonly string[]>>} Arrows
 */

/**
 * Between the folders at the root of the project. Tests and scripts may import anything, and nothing
 * here imports them.
 *
 * @type {Arrows}
 */
export const TOP_ARROWS = {
  // The contracts, which are JSON and YAML.
  events: [],
  terminal: [],
  shared: [],
  functions: ['shared'],
  // It has no code of the product and could be a package of its own.
  emulator: [],
  // Problems with serverless.yml are formatted like everything that the terminal shows.
  deploy: ['shared', 'terminal'],
  cli: ['deploy', 'events', 'shared', 'terminal'],
  local: ['emulator', 'deploy', 'shared', 'terminal'],
};

/**
 * Between the units inside a folder.
 *
 * @type {Readonly<Record<string, Arrows>>}
 */
export const INNER_ARROWS = {
  shared: {
    // Types that several operators' functions share.
    generated: [],
    // The domain.
    'tenant-key': [],
    // Adapters, one concern each.
    'node-clock.ts': ['tenant-key'],
    'kept-connections.ts': [],
    tencent: ['kept-connections.ts', 'tenant-key'],
    topics: ['tenant-key'],
    'node-send.ts': ['kept-connections.ts', 'topics'],
    kms: ['tencent', 'tenant-key'],
    tag: ['tencent', 'tenant-key'],
    events: ['topics', 'tenant-key'],
    'log.ts': ['tencent', 'tenant-key'],
    'setting-forms.ts': ['tenant-key'],
    'settings.ts': ['setting-forms.ts', 'topics'],
    auth: ['settings.ts', 'topics', 'tenant-key'],
    // The configuration imports no operation.
    'config.ts': ['setting-forms.ts', 'settings.ts', 'auth', 'topics', 'tenant-key'],
    'ports.ts': ['auth', 'events', 'kms', 'topics', 'tencent', 'tenant-key'],
    // The ways in.
    'invocation.ts': ['config.ts', 'log.ts', 'tencent', 'tenant-key'],
    'aws-lambda.d.ts': ['invocation.ts'],
    http: ['auth', 'config.ts', 'invocation.ts', 'log.ts', 'ports.ts', 'topics', 'tenant-key'],
    triggers: [
      'http',
      'auth',
      'config.ts',
      'invocation.ts',
      'log.ts',
      'ports.ts',
      'tencent',
      'tenant-key',
    ],
    // The operators' functions, on the domain and the ports of adapters.
    'operator-command.ts': [
      'triggers',
      'config.ts',
      'invocation.ts',
      'log.ts',
      'tenant-key',
      'generated',
    ],
    quota: ['ports.ts', 'events', 'kms', 'topics', 'tenant-key'],
    'dead-letters': [
      'quota',
      'operator-command.ts',
      'generated',
      'config.ts',
      'invocation.ts',
      'log.ts',
      'ports.ts',
      'events',
      'kms',
      'topics',
      'tencent',
      'tenant-key',
    ],
    fleet: [
      'operator-command.ts',
      'generated',
      'config.ts',
      'invocation.ts',
      'log.ts',
      'ports.ts',
      'events',
      'kms',
      'tag',
      'tencent',
      'tenant-key',
    ],
  },
  emulator: {
    json: [],
    async: [],
    state: [],
    faults: ['json'],
    topics: ['async', 'json'],
    // The parts of every service.
    api: ['state', 'topics', 'async', 'json'],
    // The services.
    cam: ['api', 'state', 'json'],
    ckafka: ['api', 'state', 'topics', 'json'],
    tag: ['api', 'state'],
    kms: ['api', 'state', 'tag', 'json'],
    sts: ['api', 'state'],
    // All of them together.
    persistence: ['api', 'state', 'topics'],
    cloud: ['api', 'cam', 'faults', 'persistence', 'state', 'topics', 'async', 'json'],
    http: ['cloud', 'api', 'faults', 'topics'],
    scf: ['http', 'api', 'cam', 'state', 'topics', 'async', 'json'],
    'services.ts': ['cam', 'ckafka', 'kms', 'scf', 'sts', 'tag', 'api'],
    'emulator.ts': ['services.ts', 'cloud', 'http', 'persistence', 'scf', 'api', 'topics'],
  },
  deploy: {
    state: [],
    declaration: ['state'],
    calls: [],
    resources: ['calls', 'state'],
    plan: ['resources', 'calls', 'state'],
    doctor: ['plan', 'resources', 'calls', 'state'],
    'deploy.ts': ['plan', 'resources', 'calls', 'state'],
    'destroy.ts': ['plan', 'resources', 'calls', 'state'],
    'rollback.ts': ['plan', 'resources', 'calls', 'state'],
  },
  cli: {
    // Everything else prints with it.
    report: [],
    invocation: ['report'],
    // The verbs. The table of verbs and flags imports them, never the other way round.
    fleet: ['invocation', 'report'],
    'dead-letters': ['invocation', 'report'],
    quota: ['dead-letters', 'invocation', 'report'],
    deployment: ['invocation', 'report'],
    usage: ['deployment', 'quota', 'dead-letters', 'fleet', 'invocation', 'report'],
    program: ['usage', 'deployment', 'invocation', 'report'],
    'tenant-keys.ts': ['program', 'report'],
  },
};
