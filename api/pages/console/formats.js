// Moments, durations and money as people read them.
import { currentLanguage } from "/console/preferences.js";

const locale = () => (currentLanguage() === "zh" ? "zh-CN" : "en-GB");
const ZONE = "Asia/Shanghai";

/** A moment, with its day where that is not today's. */
export function moment(iso, now = null) {
  if (!iso) return "";
  const at = new Date(iso);
  const day = (date) => date.toLocaleDateString("sv", { timeZone: ZONE });
  const time = at.toLocaleTimeString(locale(), { timeZone: ZONE, hour: "2-digit", minute: "2-digit" });
  if (now && day(new Date(now)) === day(at)) return time;
  return `${at.toLocaleDateString(locale(), { timeZone: ZONE, month: "numeric", day: "numeric" })} ${time}`;
}

/** A duration in the largest unit that fits, e.g. 5 分 or 3 h. */
export function duration(seconds) {
  if (seconds === null || seconds === undefined) return "–";
  const zh = currentLanguage() === "zh";
  const size = Math.abs(seconds);
  const [value, unit] =
    size < 60 ? [Math.round(size), zh ? "秒" : "s"]
      : size < 3600 ? [Math.round(size / 60), zh ? "分钟" : "min"]
        : size < 86400 ? [Math.round(size / 360) / 10, zh ? "小时" : "h"]
          : [Math.round(size / 8640) / 10, zh ? "天" : "d"];
  return `${value} ${unit}`;
}

/** Fen as yuan. */
export function yuan(fen) {
  if (fen === null || fen === undefined) return "–";
  return `¥${(fen / 100).toFixed(fen % 100 ? 2 : 0)}`;
}

/** A share as per cent. */
export function percent(share) {
  return share === null || share === undefined ? "–" : `${Math.round(share * 1000) / 10} %`;
}

/** Bytes as KB or MB. */
export function bytes(size) {
  return size < 1024 * 1024 ? `${Math.max(1, Math.round(size / 1024))} KB` : `${(size / 1048576).toFixed(1)} MB`;
}
