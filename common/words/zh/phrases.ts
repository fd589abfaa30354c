import type { Phrase } from '#protocol/saying.ts'

/** What a doctor says often, to the driver. */
export const phrases: Readonly<Record<Phrase, string>> = {
  wait: '请稍等。',
  hello: '您好，我是医生，能听到我说话吗？',
  'cannot-hear': '我听不到您说话，请看屏幕上的字。',
  'speak-up': '请大声一点。',
  'look-at-camera': '请看着摄像头。',
  'come-nearer': '请坐近一点。',
  'sit-back': '请往后坐一点。',
  'glasses-on': '请戴上眼镜。',
  'glasses-off': '请摘下眼镜。',
  'hat-off': '请摘下帽子。',
  'left-hand-up': '请举起左手。',
  'right-hand-up': '请举起右手。',
  'both-hands-up': '请举起双手。',
  'show-palms': '请把两只手掌对着摄像头，手指张开。',
  'stand-up': '请站起来。',
  squat: '请蹲下，再站起来。',
  'walk-on-spot': '请原地踏步。',
  'show-feet': '请退后一步，让我看到您的脚。',
  'turn-head': '请把头慢慢转向左边，再转向右边。',
  again: '请再做一次。',
  'well-done': '很好，谢谢。',
}
