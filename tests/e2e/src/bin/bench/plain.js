// The same work as a page in plain JavaScript would do it, over an array of objects: it draws 40
// rows of eight cells, keeps nothing, and has no regard to accents, which Mailroom has.
globalThis.plain = (() => {
    const fields = ["number", "name", "company", "city", "phone", "email"];
    const cells = [...fields, "postCode", "groups"];
    const collator = new Intl.Collator("en");
    let contacts = [], shown = [], rows = [], box;

    const split = line => {
        if (!line.includes('"')) return line.split(",");
        return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(it => it[1]?.replaceAll('""', '"') ?? it[2]);
    };
    /** Reads the file that Mailroom was given, as a trial run and an import do. */
    const read = text => {
        const [head, ...lines] = text.trimEnd().split("\n");
        const columns = split(head);
        const known = new Map(), firms = new Map();
        contacts = [];
        for (const line of lines) {
            const values = split(line);
            const row = Object.fromEntries(columns.map((column, at) => [column, values[at]]));
            const key = `${row["E-mail"]} ${row.Name.toLowerCase()}`;
            if (known.has(key)) continue;
            const contact = {
                number: `CT${String(contacts.length + 1).padStart(6, "0")}`,
                kind: row.Type.toLowerCase(), company: row["Company Name"], name: row.Name,
                address: row.Address, postCode: row["Post Code"], city: row.City,
                country: row["Country/Region Code"], phone: row["Phone No."], email: row["E-mail"],
                groups: row["Mailing Groups"].split(", ").filter(Boolean),
            };
            if (contact.kind === "company") firms.set(contact.company, contact);
            contact.firm = firms.get(contact.company)?.number;
            known.set(key, contact);
            contacts.push(contact);
        }
        return contacts.length;
    };
    const open = () => {
        box = document.body.appendChild(document.createElement("div"));
        for (const [name, value] of Object.entries({ position: "fixed", inset: "0", zIndex: 99, background: "white" })) box.style[name] = value;
        rows = Array.from({ length: 40 }, () => {
            const row = box.appendChild(document.createElement("div"));
            Object.assign(row.style, { display: "grid", gridTemplateColumns: "repeat(8, 1fr)", height: "22px" });
            return cells.map(() => row.appendChild(document.createElement("span")));
        });
        show(contacts);
    };
    const close = () => box.remove();
    const draw = from => rows.forEach((row, at) => {
        const contact = shown[from + at];
        row.forEach((cell, column) => { cell.textContent = contact ? String(contact[cells[column]]) : ""; });
    });
    const show = found => { shown = found; draw(0); };

    const search = text => {
        const words = text.toLowerCase().split(" ").filter(Boolean);
        show(contacts.filter(it => words.every(word => fields.some(field => it[field].toLowerCase().includes(word)))));
    };
    const filter = holds => show(contacts.filter(holds));
    const sort = (field, down) => {
        const compare = (a, b) => collator.compare(a[field], b[field]);
        show([...contacts].sort(down ? (a, b) => compare(b, a) : compare));
    };
    /** Who has a group, their companies' persons included. */
    const pick = () => {
        const found = contacts.filter(it => it.groups.includes("MOVE"));
        const firms = new Set(found.filter(it => it.kind === "company").map(it => it.firm));
        const all = contacts.filter(it => it.groups.includes("MOVE") || firms.has(it.firm));
        box.firstChild.firstChild.textContent = all.length;
    };
    const assign = () => {
        for (const it of contacts) if (it.kind === "company" && !it.groups.includes("MEMBER")) it.groups.push("MEMBER");
        draw(0);
    };
    const unassign = () => {
        for (const it of contacts) if (it.kind === "company") it.groups = it.groups.filter(group => group !== "MEMBER");
        draw(0);
    };
    const text = () => JSON.stringify(contacts);
    /** What a start comes to: texts become objects, these are sorted, and rows drawn. */
    const start = text => {
        contacts = JSON.parse(text);
        sort("name", false);
    };
    return { read, open, close, draw, search, filter, sort, pick, assign, unassign, text, start };
})();
