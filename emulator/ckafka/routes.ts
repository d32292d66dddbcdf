import { defineAction } from '../api/service.ts';
import { findTopics } from './instance.ts';

/**
 * Lists the addresses of the instance: one for each kind of access, all on this machine and open to
 * everyone. None of them can be connected to, unless the topics are on brokers.
 *
 * @see https://cloud.tencent.com/document/api/597/45484
 */
export const describeRoute = defineAction({
  name: 'DescribeRoute',
  parameters: {
    InstanceId: { type: 'string', required: true },
    RouteId: { type: 'integer' },
    MainRouteFlag: { type: 'boolean' },
  },
  mutating: false,
  callsPerSecondMax: 20,
  answer({ InstanceId, RouteId }, cloud) {
    const found = findTopics(cloud, InstanceId);
    if (!found.ok) return found;
    const routes = ACCESS_TYPES.map(routeOf);
    const Routers = routes.filter((route) => RouteId === undefined || route.RouteId === RouteId);
    return { ok: true, response: { Result: { Routers } } };
  },
});

/** Plain, with a user, encrypted, and encrypted with a user. */
const ACCESS_TYPES = [0, 1, 2, 3];

const PUBLIC = 1;
const CREATED = 2;

function routeOf(AccessType: number) {
  const port = 9_092 + AccessType;
  return {
    AccessType,
    RouteId: AccessType + 1,
    VipType: PUBLIC,
    VipList: [{ Vip: '127.0.0.1', Vport: String(port) }],
    BrokerVipList: [],
    Domain: 'localhost',
    DomainPort: port,
    VpcId: '',
    Subnet: '',
    Note: '',
    Status: CREATED,
  };
}
