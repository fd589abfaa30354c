export const product = '路检 Roadfit'
