// Reports what was really on the screen: `seen` once the ends of findings and text have both been in sight for a moment,
// and `left` when somebody leaves the editor, or has not typed for a while. Nothing of any text is sent, only its digest.
const DWELL = 600;
const IDLE = 5000;
const LEAVING = 20000;
const since = new Map();
const seen = new Set();
let mounted = null;
let reported = "";
let idle;
let leaving = 0;

const observer = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) since.set(target, performance.now());
      else since.delete(target);
    }
  },
  { rootMargin: "0px 0px -56px 0px" },
);

const look = () => {
  if (!mounted || !mounted.data.digest || document.visibilityState !== "visible") return;
  const ends = [...document.querySelectorAll("[data-or-end]")];
  for (const end of since.keys()) if (!end.isConnected) since.delete(end);
  for (const end of ends) {
    observer.observe(end);
    if (since.has(end) && performance.now() - since.get(end) > DWELL) seen.add(end.dataset.orEnd);
  }
  const { digest } = mounted.data;
  if (reported === digest || !ends.some((end) => end.dataset.orEnd === digest)) return;
  if (ends.every((end) => seen.has(end.dataset.orEnd))) {
    reported = digest;
    mounted.setTriggerValue("seen", digest);
  }
};

// What was typed reaches the program a moment after the editor is left, so leaving stands for a while.
const leave = () => {
  clearTimeout(idle);
  leaving = Date.now();
  tell();
};
const tell = () => {
  if (!mounted || mounted.data.kept || Date.now() - leaving > LEAVING) return;
  leaving = 0;
  mounted.setTriggerValue("left", Date.now());
};

const inEditor = ({ target }) => target.closest && target.closest(".st-key-editor textarea");
document.addEventListener("focusout", (event) => {
  if (inEditor(event)) setTimeout(leave, 300);
});
document.addEventListener("input", (event) => {
  if (!inEditor(event)) return;
  clearTimeout(idle);
  idle = setTimeout(leave, IDLE);
});
setInterval(look, 200);

export default (component) => {
  if (!mounted || mounted.data.digest !== component.data.digest) reported = "";
  mounted = component;
  tell();
  return () => {
    mounted = null;
    seen.clear();
  };
};
