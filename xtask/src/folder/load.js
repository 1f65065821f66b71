
const address = name => new URL(`./${name}-MARK.wasm`, import.meta.url);

async function load(name) {
    const early = asked.get(name);
    // What failed is fetched the next time.
    asked.delete(name);
    // A connection that broke may hold the second time.
    const again = async () => {
        await new Promise(done => setTimeout(done, 300));
        return fetch(address(name));
    };
    const answer = await (early ?? fetch(address(name))).catch(again);
    // Without this check, an error page would be taken for a program.
    if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
    return answer.arrayBuffer();
}
