
// Asks for the texts while the program itself is still on its way. The program knows the language
// for certain, and asks for other texts where this guess is wrong.
const asked = new Map();
{
    const TEXTS = { en: "en", nb: "nb", no: "nb", nn: "nb", nl: "nl", fr: "fr", da: "da" };
    let chosen;
    try {
        chosen = JSON.parse(localStorage.getItem("mailroom.preferences")).language;
    } catch (deniedOrDamaged) {}
    const tags = [chosen, ...navigator.languages].map(tag => String(tag).toLowerCase().split(/[-_]/)[0]);
    const name = `split_texts_${TEXTS[tags.find(tag => tag in TEXTS) ?? "en"]}`;
    const answer = fetch(address(name));
    // Whoever loads it hears of a failure.
    answer.catch(() => {});
    asked.set(name, answer);
}
