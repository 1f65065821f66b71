// What every measurement in the page goes by.
globalThis.bench = (() => {
    // One for all turns: a new one for each made the collector stop the page for half a second.
    const channel = new MessageChannel(), turns = [];
    channel.port1.onmessage = () => turns.shift()();
    const turn = () => new Promise(done => {
        turns.push(done);
        channel.port2.postMessage(0);
    });
    const drawn = async () => {
        await new Promise(requestAnimationFrame);
        await turn();
    };
    /**
     * What happens at the beginning of a frame, as a key press does that comes right then: until the
     * page is idle, and until all is laid out and painted. No rest of the screen's rhythm is in it.
     */
    const measure = act => new Promise(done => {
        let start, work;
        requestAnimationFrame(() => {
            start = performance.now();
            act();
        });
        // What `act` leaves for the end of its turn comes before this, and drawing after it.
        requestAnimationFrame(async () => {
            work = performance.now() - start;
            await turn();
            done([work, performance.now() - start]);
        });
    });
    const all = async acts => {
        const found = [];
        for (const act of acts) {
            await drawn();
            found.push(await measure(act));
        }
        return found;
    };
    /** A field gets a text, as if it was typed. */
    const type = (input, text) => {
        Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(input, text);
        input.dispatchEvent(new Event("input", { bubbles: true }));
    };
    /** Goes to an address as the Back button does, at once. */
    const go = hash => {
        history.replaceState(null, "", hash);
        dispatchEvent(new PopStateEvent("popstate"));
    };
    /** The time from frame to frame while `step` changes something in each. */
    const frames = async (count, step) => {
        const times = [];
        let last = performance.now();
        for (let number = 0; number < count; number++) {
            step(number);
            await drawn();
            const now = performance.now();
            times.push([null, now - last]);
            last = now;
        }
        return times.slice(1);
    };
    /** The longest that the page is busy with one thing, within so many milliseconds. */
    const busy = async span => {
        const end = performance.now() + span;
        let last = performance.now(), longest = 0;
        while (last < end) {
            await turn();
            const now = performance.now();
            longest = Math.max(longest, now - last);
            last = now;
        }
        return longest;
    };
    /** What a search field holds after each key: words typed letter by letter, then taken out. */
    const keystrokes = words => words.flatMap(word => [...word, ""].map((_, at) => word.slice(0, at + 1)).with(-1, ""));
    const searches = keystrokes(["harbour", "anna holm", "9004", "oslo", "+47 0000", "å"]);
    return { drawn, measure, all, type, go, frames, busy, searches };
})();
