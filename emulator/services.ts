import type { Service } from './api/service.ts';
import { camService } from './cam/service.ts';
import { ckafkaService } from './ckafka/service.ts';
import { kmsService } from './kms/service.ts';
import type { Functions } from './scf/actions/invoke.ts';
import { scfService } from './scf/service.ts';
import { stsService } from './sts/service.ts';
import { tagService } from './tag/service.ts';

/**
 * The services of the cloud. Their tables are the only list of its actions.
 *
 * @param hosts Run the functions of the region; more may be added later.
 */
export function emulatedServices(hosts: readonly Functions[], region: string): readonly Service[] {
  return [kmsService, tagService, scfService(hosts, region), camService, ckafkaService, stsService];
}
