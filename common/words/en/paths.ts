import type { Texts } from '../texts.ts'
import type { paths as zh } from '../zh/paths.ts'

export const paths = {
  names: { udp: 'UDP', tcp: 'TCP', 'relay-udp': 'Relay (UDP)', 'relay-tcp': 'Relay (TCP)', 'relay-tls': 'Relay (TLS)' },
  none: 'no way through',
  taken: {
    udp: 'UDP, {ms} ms',
    tcp: 'TCP only, {ms} ms',
    'relay-udp': 'relay only, {ms} ms',
    'relay-tcp': 'relay only, {ms} ms',
    'relay-tls': 'relay only, {ms} ms',
  },
  blocked: 'no picture or voice gets through',
} satisfies Texts<typeof zh>
