/** What a log says of the driver's effort, for the doctor. Odds compare two explanations of the same answers; they prove nothing. */
export const effort = {
  heading: '作答情况（供参考，不影响结果）',
  strength: { hint: '略有迹象', clear: '迹象明显', strong: '迹象很明显' },
  kinds: {
    'too-fast': '答得太快：{of} 题中有 {count} 题，出现后不到 {seconds} 秒就作答，人来不及辨认。',
    'too-early': '抢先按键：{of} 题中有 {count} 题，还没有出现就已按键。这些按键没有算作回答。',
    'same-answer': '总答同一个：{of} 次回答中 {count} 次答“{answer}”。这样的答案，不看题的人答出来的可能性是认真作答的人的{odds}。',
    guesses: '像是在猜：{of} 次回答中答对 {count} 次。这样的答案，全凭猜的人答出来的可能性是尽力辨认的人的{odds}。',
    avoids: '像是有意答错：{of} 次回答中只答对 {count} 次，比随便猜还少。这样的答案，有意避开的人答出来的可能性是随便猜的人的{odds}。',
    withholds:
      '没有把握就不猜：{of} 题中 {count} 题答“看不清”，几乎没有答错。请告诉驾驶人：看不清时也要猜一个，不猜的人更容易被判为未达到。',
    voices: '舱内有说话声：{of} 题中有 {count} 题作答时听到人声（{heard}，时间从第 1 题算起）。只看响度，没有录音；请留意是否有人提示。',
  },
  place: '第 {answer} 题 {time}',
  more: '等',
  times: '约 {odds} 倍',
  overTimes: ' {odds} 倍以上',
  answers: { up: '上', right: '右', down: '下', left: '左' },
  chip: '请看作答情况',
}
