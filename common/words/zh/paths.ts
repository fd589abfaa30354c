/** How picture and voice get to the media server. */
export const paths = {
  names: { udp: 'UDP', tcp: 'TCP', 'relay-udp': '中转（UDP）', 'relay-tcp': '中转（TCP）', 'relay-tls': '中转（TLS）' },
  none: '不通',
  /** Of a booth, in a row of the queue: the path that its call would take. */
  taken: {
    udp: 'UDP，{ms} 毫秒',
    tcp: '只通 TCP，{ms} 毫秒',
    'relay-udp': '只通中转，{ms} 毫秒',
    'relay-tcp': '只通中转，{ms} 毫秒',
    'relay-tls': '只通中转，{ms} 毫秒',
  },
  blocked: '画面和声音不通',
}
