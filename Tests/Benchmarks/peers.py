"""Times other implementations of CEL on the expressions and facts of the benchmarks: see `peers` beside it."""

import json
import sys
import time


def nanoseconds(work, batch_seconds=0.02, batches=7):
    """The processor time that one call takes, in the best of some batches."""
    count = 1
    while True:
        begin = time.process_time()
        for _ in range(count):
            work()
        if time.process_time() - begin > batch_seconds / 2 or count > 1 << 22:
            break
        count *= 4
    times = []
    for _ in range(batches):
        begin = time.process_time()
        for _ in range(count):
            work()
        times.append((time.process_time() - begin) / count)
    return min(times) * 1e9


def cpp(facts):
    from cel_expr_python import cel

    environment = cel.NewEnv(variables={name: cel.Type.DYN for name in facts})
    activation = environment.Activation(facts)
    return (
        environment.compile,
        lambda program: program.eval(activation=activation).value(),
        lambda program: program.eval(activation=activation).plain_value(),
    )


def rust(facts):
    import cel

    context = cel.Context(variables=facts)
    run = lambda program: program.execute(context)
    return cel.compile, run, run


def measure(engine, expression):
    """Compiling and evaluating in nanoseconds, or why not."""
    compile_, run, value = engine
    try:
        program = compile_(expression)
        answer = value(program)
    except Exception as error:
        return None, str(error).splitlines()[0][:60]
    if answer is not True:
        return None, f"says {answer!r:.40}"
    return (nanoseconds(lambda: compile_(expression)), nanoseconds(lambda: run(program))), None


def column(figure, ours):
    return f"{figure:>11,.0f} {'×' + format(figure / ours, ',.1f'):>8}"


with open(sys.argv[1], encoding="utf-8") as file:
    ours = json.load(file)
engines = [("cel-cpp", cpp(ours["facts"])), ("cel-rust", rust(ours["facts"]))]

names = "".join(f"{name + ', ns':>20}" for name, _ in engines)
print(f"{'evaluating':24}{'ours, ns':>10}{names}    {'compiling':12}{'ours, ns':>10}{names}")
for expression in ours["expressions"]:
    evaluating = compiling = ""
    remarks = []
    for name, engine in engines:
        result, problem = measure(engine, expression["cel"])
        if result is None:
            evaluating += f"{'-':>20}"
            compiling += f"{'-':>20}"
            remarks.append(f"{name}: {problem}")
        else:
            compiling += column(result[0], expression["compile_ns"])
            evaluating += column(result[1], expression["ns"])
    print(
        f"{expression['name']:24}{expression['ns']:>10,.0f}{evaluating}    {'':12}"
        f"{expression['compile_ns']:>10,.0f}{compiling}   {'; '.join(remarks)}".rstrip(),
        flush=True,
    )
