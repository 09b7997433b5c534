"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const list = document.getElementById("words");
  const field = document.getElementById("search");
  const choice = document.getElementById("language");
  const nothing = document.getElementById("nothing");
  const cards = Array.from(list.children);
  let script = 0;
  let playing = null;

  // Written out, and not \p{M}: a phone of 2017 reads no page in which that stands.
  const folded = (text) => text.toLowerCase().replace(/[\u0626\u200c\u200d\u2019\u2018'`ʼъь]/g, "")
    .normalize("NFKD").replace(/[\u0300-\u036f\u064b-\u065f\u0670]/g, "").trim();
  const keys = data.words.map((word) => folded([...word.w, ...Object.values(word.g)].join("\n")));

  const search = () => {
    const wanted = folded(field.value);
    let seen = 0;
    cards.forEach((card, at) => {
      card.hidden = !keys[at].includes(wanted);
      seen += card.hidden ? 0 : 1;
    });
    nothing.hidden = seen > 0;
  };

  const show = () => {
    const code = choice.value;
    const texts = data.texts[code];
    document.documentElement.lang = code;
    document.documentElement.dir = texts.dir;
    field.placeholder = texts.search;
    for (const one of document.querySelectorAll("[data-text]")) one.textContent = texts[one.dataset.text];
    for (const one of document.querySelectorAll("[data-names]")) {
      one.textContent = texts.voices.replace("{names}", () => one.dataset.names);
    }
    cards.forEach((card, at) => {
      const word = card.querySelector(".word");
      word.textContent = data.words[at].w[script];
      word.dir = script ? "ltr" : "rtl";
      word.lang = ["ug-Arab", "ug-Latn", "ug-Cyrl"][script];
      const gloss = card.querySelector(".gloss");
      const own = data.words[at].g;
      const known = [code, data.first, ...Object.keys(own)].find((one) => own[one]) || "";
      gloss.lang = known;
      gloss.textContent = code === "ug" ? "" : own[known] || "";
    });
  };

  const play = (button, at) => {
    const voices = data.words[at].v;
    const next = (Number(button.dataset.next) || 0) % voices.length;
    button.dataset.next = String(next + 1);
    if (playing) playing.pause();
    playing = new Audio("data:audio/mpeg;base64," + voices[next]);
    button.classList.add("playing");
    playing.onended = playing.onpause = () => button.classList.remove("playing");
    playing.play().catch(() => button.classList.remove("playing"));
  };

  list.addEventListener("click", (event) => {
    const button = event.target.closest("button.card");
    if (button) play(button, cards.indexOf(button.closest("li")));
  });
  document.getElementById("controls").addEventListener("submit", (event) => event.preventDefault());
  field.addEventListener("input", search);
  choice.addEventListener("change", show);
  for (const one of document.getElementsByName("script")) {
    one.addEventListener("change", () => { script = Number(one.value); show(); });
  }
  document.getElementById("controls").hidden = false;
  show();
})();
