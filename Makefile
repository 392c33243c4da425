# make VERB = ./build.sh VERB; arguments go in ARGS: make run ARGS="--listen /ip4/127.0.0.1/tcp/0"
VERBS = build run test demo check nightly simulate fuzz interop bench image doc clean help

.DEFAULT_GOAL = help
.PHONY: $(VERBS)

$(VERBS):
	@./build.sh $@ $(ARGS)
