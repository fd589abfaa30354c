/** 结果页上对驾驶人说的各项结果，和要求放在一起。 */
export const values = {
  height: { asked: '身高 {found} 厘米（要求 {asked}）', free: '身高 {found} 厘米（没有要求）' },
  acuity: { asked: '{station} {found}（要求 {asked}）', free: '{station} {found}', below: '{station}不到 {asked}（要求 {asked}）' },
  normal: '{station}：符合要求',
  other: '{station}：不符合要求',
  refer: '{station}：需要进一步检查',
  limbs: '四肢和躯干',
}
