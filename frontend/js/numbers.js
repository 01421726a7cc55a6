/* Numbers as an Indonesian office writes them. The page's language decides nothing: figures are Indonesian everywhere. */
export const show = (value, decimals = 2) =>
  (+value).toLocaleString("id-ID", { minimumFractionDigits: decimals, maximumFractionDigits: decimals }).replace("-", "\u2212");
/** Read "2,15" or "2.15"; anything else is NaN. */
export const parse = (text) => (/^\d+([.,]\d+)?$/.test(String(text).trim()) ? parseFloat(String(text).trim().replace(",", ".")) : NaN);
