import { CallPage } from './call-page.tsx';
import { CallsPage } from './calls-page.tsx';
import { ClockPage } from './clock-page.tsx';
import { FaultsPage } from './faults-page.tsx';
import { KeyPage } from './key-page.tsx';
import { KeysPage } from './keys-page.tsx';
import type { Page } from './start-page.tsx';
import { SwitchesPage } from './switches-page.tsx';

/** What a local cloud shows of itself, whatever runs in it. */
export const CLOUD_PAGES: readonly Page[] = [
  {
    path: 'keys',
    title: 'Keys',
    key: 'k',
    needsApplication: false,
    content: ([keyId]) => (keyId === undefined ? <KeysPage /> : <KeyPage keyId={keyId} />),
  },
  {
    path: 'calls',
    title: 'Calls',
    key: 'c',
    needsApplication: false,
    content: ([number]) => (number === undefined ? <CallsPage /> : <CallPage number={number} />),
  },
  {
    path: 'faults',
    title: 'Faults',
    key: 'f',
    needsApplication: false,
    content: () => <FaultsPage />,
  },
  {
    path: 'switches',
    title: 'Switches',
    key: 's',
    needsApplication: false,
    content: () => <SwitchesPage />,
  },
  {
    path: 'clock',
    title: 'Clock',
    key: 't',
    needsApplication: false,
    content: () => <ClockPage />,
  },
];
