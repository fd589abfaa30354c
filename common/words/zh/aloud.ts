/** 自助舱页面的朗读：再说一遍和音量，音量由小到大。 */
export const aloud = {
  again: '再说一遍',
  volume: '音量：{level}',
  levels: ['关', '小', '中', '大'],
}
