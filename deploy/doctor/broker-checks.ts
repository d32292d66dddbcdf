import { parseTopicsUrl } from '../../shared/topics/topics.ts';
import type { DesiredFunction } from '../state/application.ts';
import type { BrokerInstances, BrokerRoute, BrokerRoutes } from './account.ts';
import { type Diagnosis, diagnoseUnread, type Reading } from './diagnosis.ts';

/** Whether the CKafka instance, which a deployment does not create, exists and runs. */
export function diagnoseBrokers(
  instances: Reading<BrokerInstances>,
  instanceId: string,
): Diagnosis {
  const check = 'brokers';
  if (!instances.ok) return diagnoseUnread(check, instances.failure);
  const { InstanceList = [] } = instances.answer.Result ?? {};
  const instance = InstanceList.find(({ InstanceId }) => InstanceId === instanceId);
  if (instance === undefined) {
    return {
      check,
      state: 'bad',
      found: `There is no CKafka instance ${instanceId} in the region.`,
      remedy: 'Buy one (docs/deploy.md), or correct CKAFKA_INSTANCE_ID in .env.',
    };
  }
  const { Status = RUNNING } = instance;
  if (Status === RUNNING) return { check, state: 'good', found: `${instanceId} is running.` };
  const isUpgrading = Status === UPGRADING;
  return {
    check,
    state: isUpgrading ? 'warn' : 'bad',
    found: `${instanceId} ${isUpgrading ? 'is being upgraded' : `is not running (status ${Status})`}.`,
    remedy: 'See its state in the CKafka console.',
  };
}

const RUNNING = 1;
const UPGRADING = 7;

/**
 * Whether the functions ask the brokers for access in a way that keeps their password.
 *
 * @param environment The settings of a function.
 */
export function diagnoseAccess(environment: Readonly<Record<string, string>>): Diagnosis {
  const check = 'access';
  const { TOPICS_USER: user = '', TOPICS_TLS: tls, TOPICS_SASL_MECHANISM: mechanism } = environment;
  if (user === '') {
    const found =
      'The functions have no user at the brokers: the network alone protects the topics.';
    return { check, state: 'good', found };
  }
  const isReadable = tls !== 'on' && (mechanism ?? 'plain') === 'plain';
  if (!isReadable) return { check, state: 'good', found: `The functions connect as ${user}.` };
  return {
    check,
    state: 'warn',
    found: `The functions connect as ${user}, and their password crosses the network readable.`,
    remedy: 'Set TOPICS_TLS=on, or TOPICS_SASL_MECHANISM to scram-sha-512, in .env.',
  };
}

/**
 * Whether the functions can reach the brokers: an address of the instance is for one kind of access, and
 * lies in one network or is public.
 *
 * @param declared A function; all have the same brokers and the same network.
 * @see https://cloud.tencent.com/document/api/597/45484 (DescribeRoute)
 */
export function diagnoseRoutes(
  reading: Reading<BrokerRoutes>,
  { environment, vpc }: Pick<DesiredFunction, 'environment' | 'vpc'>,
  instanceId: string,
): Diagnosis {
  const check = 'routes';
  const brokers = brokersIn(environment.TOPICS_URL ?? '');
  if (brokers.length === 0) {
    return { check, state: 'good', found: 'TOPICS_URL names no brokers, so no route is used.' };
  }
  if (!reading.ok) return diagnoseUnread(check, reading.failure);
  const routes = (reading.answer.Result?.Routers ?? []).filter(isCreated);
  const named = routes.filter((route) => addressesOf(route).some((one) => brokers.includes(one)));
  const wanted = accessOf(environment);
  const network = vpc?.vpcId ?? '';
  if (named.length === 0) {
    return {
      check,
      state: 'warn',
      found: `No route of the instance has an address of TOPICS_URL (${brokers.join(', ')}).`,
      remedy: `Take an address of a route of ${instanceId}: ${routes.map(routeText).join('; ') || 'it has none yet'}.`,
    };
  }
  const problem = named.map((route) => routeProblem(route, wanted, network)).find(Boolean);
  if (problem !== undefined) return { check, state: 'bad', ...problem };
  return { check, state: 'good', found: `The functions use ${named.map(routeText).join('; ')}.` };
}

function brokersIn(topicsUrl: string): readonly string[] {
  try {
    const address = parseTopicsUrl(topicsUrl);
    return address.engine === 'kafka' ? address.brokers : [];
  } catch {
    return []; // The functions could not be deployed with it.
  }
}

/** A route that is being created or deleted has another status. */
function isCreated({ Status }: BrokerRoute): boolean {
  return Status === undefined || Status === null || Status === 2;
}

function addressesOf(route: BrokerRoute): readonly string[] {
  const hosts = [...(route.VipList ?? []), ...(route.BrokerVipList ?? [])];
  return [
    ...hosts.map(({ Vip, Vport }) => `${Vip}:${Vport}`),
    ...(route.Domain ? [`${route.Domain}:${route.DomainPort}`] : []),
  ];
}

/** The access that the functions ask for. */
function accessOf({ TOPICS_USER = '', TOPICS_TLS }: DesiredFunction['environment']): number {
  return (TOPICS_USER === '' ? 0 : 1) + (TOPICS_TLS === 'on' ? 2 : 0);
}

/** By the number of an access. */
const ACCESS_NAMES = ['PLAINTEXT', 'SASL_PLAINTEXT', 'SSL', 'SASL_SSL'];
const ACCESS_SETTINGS = [
  'neither TOPICS_USER nor TOPICS_TLS',
  'TOPICS_USER without TOPICS_TLS',
  'TOPICS_TLS=on without TOPICS_USER',
  'TOPICS_USER and TOPICS_TLS=on',
];

function accessName(access: number | undefined): string {
  return ACCESS_NAMES[access ?? 0] ?? `access ${access}`;
}

const IN_NETWORK = 3;

function routeProblem(
  route: BrokerRoute,
  wanted: number,
  network: string,
): Pick<Diagnosis, 'found' | 'remedy'> | undefined {
  const { AccessType = wanted, VipType, VpcId } = route;
  if (AccessType !== wanted) {
    const settings = ACCESS_SETTINGS[AccessType];
    return {
      found: `The functions use ${routeText(route)}, but ask for ${accessName(wanted)}.`,
      remedy: `Set ${settings ?? 'the access'} in .env, or take the address of another route.`,
    };
  }
  if (VipType !== IN_NETWORK || !VpcId || VpcId === network) return undefined;
  return {
    found: `The functions use ${routeText(route)}, but run in ${network || 'no network'}.`,
    remedy: `Set VPC_ID=${VpcId} and a SUBNET_ID of it in .env, or add a route to the network of the functions.`,
  };
}

/** For example `10.0.0.5:9092 (PLAINTEXT, vpc-abcdefgh)`. */
function routeText(route: BrokerRoute): string {
  const [address = 'a route'] = addressesOf(route);
  const place = route.VipType === IN_NETWORK ? (route.VpcId ?? 'a network') : 'public';
  return `${address} (${accessName(route.AccessType)}, ${place})`;
}
